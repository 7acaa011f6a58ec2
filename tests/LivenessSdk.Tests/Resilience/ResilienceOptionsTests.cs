using System.Reflection;

namespace LivenessSdk.Tests.Resilience;

public sealed class ResilienceOptionsTests
{
    public static TheoryData<string, string> Faults => new()
    {
        { "MaxConcurrentRequests", "0" },
        { "AttemptTimeout", "00:00:00.009" },
        { "AttemptTimeout", "1.00:00:01" },
        { "MaxRetryAttempts", "-1" },
        { "MaxRetryAttempts", "11" },
        { "RetryDelay", "-00:00:01" },
        { "RetryDelay", "00:01:01" },
        { "FailureRatio", "0" },
        { "FailureRatio", "1.01" },
        { "FailureRatio", "NaN" },
        { "MinimumThroughput", "1" },
        { "ConsecutiveFailures", "-1" },
        { "SamplingDuration", "00:00:00.4" },
        { "BreakDuration", "00:00:00.4" },
        { "QuotaBreakDuration", "-00:00:01" },
        { "RateLimit:PermitsPerSecond", "0" },
        { "RateLimit:PermitsPerSecond", "NaN" },
        { "RateLimit:Burst", "0" },
        { "RateLimit:QueueLimit", "-1" },
        { "RateLimit:QueueTimeout", "1.00:00:01" },
    };

    [Fact]
    public void The_defaults_are_valid()
    {
        new ResilienceOptions().FindProblems().Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_value_out_of_range_is_told_by_its_name(string setting, string value)
    {
        ResilienceOptions options = new();
        Set(options, setting, value);

        options.FindProblems().Should().ContainSingle().Which.Should().StartWith($"Resilience:{setting} must be ");
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_change_of_any_setting_is_noticed(string setting, string value)
    {
        ResilienceOptions original = new() { RateLimit = { PermitsPerSecond = 20 } }; // A share of it can be set, too.
        ResilienceOptions changed = new() { RateLimit = { PermitsPerSecond = 20 } };
        original.Equal(changed).Should().BeTrue();

        Set(changed, setting, value);

        original.Equal(changed).Should().BeFalse();
        changed.FindProblems().Should().BeEmpty();
    }

    public static TheoryData<string, string> Settings
    {
        get
        {
            TheoryData<string, string> settings = [];
            foreach (PropertyInfo property in typeof(ResilienceOptions).GetProperties().Where(property => property.PropertyType != typeof(RateLimitOptions)))
            {
                settings.Add(property.Name, OtherValue(property));
            }

            foreach (PropertyInfo property in typeof(RateLimitOptions).GetProperties())
            {
                settings.Add($"RateLimit:{property.Name}", OtherValue(property));
            }

            return settings;
        }
    }

    private static string OtherValue(PropertyInfo property) =>
        property.PropertyType == typeof(TimeSpan) ? "00:00:17"
        : property.PropertyType == typeof(bool) ? "true"
        : property.PropertyType == typeof(int) ? "7"
        : "0.7";

    private static void Set(ResilienceOptions options, string setting, string value)
    {
        object target = setting.StartsWith("RateLimit:", StringComparison.Ordinal) ? options.RateLimit : options;
        PropertyInfo property = target.GetType().GetProperty(setting[(setting.IndexOf(':') + 1)..])!;
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        property.SetValue(target, type == typeof(TimeSpan)
            ? TimeSpan.Parse(value, System.Globalization.CultureInfo.InvariantCulture)
            : Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Groups_of_settings_are_never_null()
    {
        ArgosOptions options = new();

        options.Invoking(it => it.Resilience = null!).Should().Throw<ArgumentNullException>();
        options.Resilience.Invoking(it => it.RateLimit = null!).Should().Throw<ArgumentNullException>();
    }
}
