namespace LivenessSdk;

/// <summary>Represents permits that were reserved, one after the other, or the rejection.</summary>
internal readonly struct SqlRateReservation
{
    /// <summary>Gets the number of permits; 0 if none was reserved.</summary>
    public int Count { get; init; }

    /// <summary>Gets the time until the first permit is due, negative if it was due before.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Gets the time between two of the permits.</summary>
    public TimeSpan Spacing { get; init; }

    /// <summary>Gets, where none was reserved, when to try again.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>Gets why none was reserved, or <see langword="null"/> if too many others wait.</summary>
    public string? Reason { get; init; }
}
