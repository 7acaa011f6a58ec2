using System.Threading.RateLimiting;

namespace LivenessSdk;

/// <summary>Represents a permit, which is used up when it is given out, or a rejection with its metadata.</summary>
internal sealed class SqlRateLease : RateLimitLease
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);

    private readonly TimeSpan? _retryAfter;
    private readonly string? _reason;

    private SqlRateLease(bool isAcquired, TimeSpan? retryAfter, string? reason)
    {
        IsAcquired = isAcquired;
        _retryAfter = retryAfter;
        _reason = reason;
    }

    public static SqlRateLease Acquired { get; } = new(isAcquired: true, retryAfter: null, reason: null);

    public override bool IsAcquired { get; }

    public override IEnumerable<string> MetadataNames
    {
        get
        {
            if (_retryAfter is not null)
            {
                yield return MetadataName.RetryAfter.Name;
            }

            if (_reason is not null)
            {
                yield return MetadataName.ReasonPhrase.Name;
            }
        }
    }

    /// <summary>Creates a rejection.</summary>
    public static SqlRateLease Reject(TimeSpan retryAfter, string? reason = null) =>
        new(isAcquired: false, retryAfter > s_shortest ? retryAfter : s_shortest, reason);

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = metadataName == MetadataName.RetryAfter.Name ? _retryAfter : metadataName == MetadataName.ReasonPhrase.Name ? _reason : null;
        return metadata is not null;
    }
}
