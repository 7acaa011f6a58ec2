namespace LivenessSdk;

/// <summary>Finds the current name of an option that had another in version 0.1, so that configurations of 0.1 remain valid.</summary>
internal static class FormerOptionName
{
    private static readonly Dictionary<string, string> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["MaxConcurrentCalls"] = nameof(ResilienceOptions.MaxConcurrentRequests),
        ["MaxRetries"] = nameof(ResilienceOptions.MaxRetryAttempts),
        ["BreakerFailureRatio"] = nameof(ResilienceOptions.FailureRatio),
        ["BreakerMinimumCalls"] = nameof(ResilienceOptions.MinimumThroughput),
        ["BreakerWindow"] = nameof(ResilienceOptions.SamplingDuration),
        ["BreakTime"] = nameof(ResilienceOptions.BreakDuration),
        ["QuotaBreakTime"] = nameof(ResilienceOptions.QuotaBreakDuration),
        ["QueueLength"] = nameof(RateLimitOptions.QueueLimit),
        ["QueueTime"] = nameof(RateLimitOptions.QueueTimeout),
        ["Required"] = nameof(ConsensusOptions.RequiredAgreements),
        ["OneByOne"] = nameof(ConsensusOptions.Sequential),
        ["Sample"] = nameof(ShadowOptions.SamplingRate),
    };

    /// <summary>Finds the current name.</summary>
    /// <returns>The name, or <see langword="null"/> if no option had that name.</returns>
    public static string? Find(string name) => s_names.GetValueOrDefault(name);
}
