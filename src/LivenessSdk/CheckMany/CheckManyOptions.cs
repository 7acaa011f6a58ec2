namespace LivenessSdk;

/// <summary>Represents the options of a run of many checks.</summary>
public sealed class CheckManyOptions
{
    private static readonly TimeSpan s_longestOutage = TimeSpan.FromDays(365);

    /// <summary>Gets or sets the maximum number of checks that run, or wait for the caller to take them. The default is 8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxConcurrency
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxConcurrency));

            field = value;
        }
    } = 8;

    /// <summary>Gets or sets a value indicating whether items come in the order of the requests. By default they come as they are done.</summary>
    public bool InOrder { get; set; }

    /// <summary>Gets or sets the ledger that remembers the run, so that a run that was interrupted, or that runs on several machines, pays for each photo once, or <see langword="null"/> if there is none.</summary>
    /// <remarks>
    /// Each request needs a key: its <see cref="LivenessRequest.IdempotencyKey"/>, or else its <see cref="LivenessRequest.TransactionId"/>. Keys
    /// are stored, so they must not identify a person. Below a composition the ledger remembers the checks of each vendor's client, and
    /// the composition's answer is composed again from them. With idempotent clients on the same ledger there is one entry, not two.
    /// </remarks>
    public CheckLedger? Ledger { get; set; }

    /// <summary>Gets or sets the name that scopes the keys in the ledger, so that the same photos can be checked again in a run of another name. The default is none.</summary>
    public string RunName { get; set; } = "";

    /// <summary>Gets or sets the function that returns the version of a client's settings by the client's name, for instance a hash of them. The default is <see langword="null"/>.</summary>
    /// <remarks>The version follows <see cref="RunName"/> in the keys of the ledger, after a slash: a client whose version changed is asked again within the run, and others are not.</remarks>
    public Func<string, string>? ClientVersion { get; set; }

    /// <summary>Gets or sets the path of a journal that a run of version 0.1 wrote, or <see langword="null"/> if there is none. Needs a <see cref="Ledger"/>.</summary>
    /// <remarks>
    /// What it records of a request's <see cref="LivenessRequest.TransactionId"/> is imported into the ledger where the ledger has no entry
    /// for the key; the answers of compositions are returned from the journal. The file is not changed. Lines of requests without a
    /// <see cref="LivenessRequest.TransactionId"/> are not used: they were known by their position only.
    /// </remarks>
    public string? JournalPath { get; set; }

    /// <summary>Gets or sets a value indicating whether a photo that an earlier run may have paid for without getting an answer is sent again. The default is false.</summary>
    public bool ResendUnknown { get; set; }

    /// <summary>Gets or sets how long the run waits for a client that cannot process checks, without a success in between. The default is 10 minutes.</summary>
    /// <remarks>
    /// <para>
    /// A check that failed for a transient reason and was certainly not processed (<see cref="LivenessException.MayHaveBeenProcessed"/> is
    /// false: an open circuit breaker, a rate limit, a used-up quota, HTTP 503) is not returned. It waits, and so does every check
    /// that has not begun, while one check at a time, after the vendor's <see cref="LivenessException.RetryAfter"/> or a growing
    /// delay of up to 30 seconds, probes whether the client works again. The timeout of a request does not run meanwhile.
    /// </para>
    /// <para>
    /// When this time is over, or when <see cref="LivenessException.RetryAfter"/> lies beyond it, no more requests are taken, the items of
    /// those taken are returned, and the failure is thrown. The run ends in the same way after ten consecutive failures with
    /// <see cref="LivenessError.Unauthorized"/> or <see cref="LivenessError.UnexpectedResponse"/>, and after the first with
    /// <see cref="LivenessError.ImageProcessingUnavailable"/>: another photo would fail in the same way.
    /// </para>
    /// <para><see cref="TimeSpan.Zero"/> turns this off: every failure is an item. <see cref="Timeout.InfiniteTimeSpan"/> waits without limit.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative and not <see cref="Timeout.InfiniteTimeSpan"/>.</exception>
    public TimeSpan OutageTimeout
    {
        get;
        set
        {
            if (value != Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, nameof(OutageTimeout));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(value, s_longestOutage, nameof(OutageTimeout));
            }

            field = value;
        }
    } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets the token that ends the run gracefully: no more requests are taken, checks in flight end and are returned, and those that wait for an outage to end are returned with its failure.</summary>
    /// <remarks>Pass a token that is canceled when the application shuts down. To end checks in flight too, cancel the token given to <c>CheckManyAsync</c>.</remarks>
    public CancellationToken StopToken { get; set; }

    /// <summary>Gets or sets the clock by which the run waits. The default is <see cref="TimeProvider.System"/>.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TimeProvider TimeProvider
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value, nameof(TimeProvider));

            field = value;
        }
    } = TimeProvider.System;

    /// <summary>Gets or sets the progress sink that receives each item just before it is returned, and a report whenever the run begins to wait, waits longer or continues. The default is <see langword="null"/>.</summary>
    public IProgress<CheckManyProgress>? Progress { get; set; }
}
