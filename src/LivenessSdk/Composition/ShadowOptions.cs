namespace LivenessSdk;

/// <summary>Represents the options of a shadow.</summary>
public sealed class ShadowOptions
{
    /// <summary>Gets or sets the name of the client whose answer the caller receives.</summary>
    public string Primary { get; set; } = "";

    /// <summary>Gets or sets the name of the client on trial.</summary>
    public string Shadow { get; set; } = "";

    /// <summary>Gets or sets the ratio of checks that the shadow receives too, from 0 to 1. The default is 0.</summary>
    public double SamplingRate { get; set; }

    /// <summary>Gets or sets the maximum number of concurrent checks of the shadow, from 1 to 1024. The default is 4. While that many run, sampled checks are skipped.</summary>
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>Gets or sets the callback that receives each pair of answers, in the background, or <see langword="null"/> for nothing beyond the metric.</summary>
    /// <remarks>The token is canceled when the container ends. An exception is logged and has no other effect.</remarks>
    public Func<ShadowComparison, CancellationToken, Task>? OnCompared { get; set; }

    /// <summary>Finds the problems of the settings, except for the names.</summary>
    internal IEnumerable<string> FindProblems()
    {
        if (!(SamplingRate >= 0 && SamplingRate <= 1))
        {
            yield return "SamplingRate must be from 0 to 1.";
        }

        if (MaxConcurrency is < 1 or > 1024)
        {
            yield return "MaxConcurrency must be from 1 to 1024.";
        }
    }
}
