namespace LivenessSdk;

/// <summary>Holds how many checks run at once, and what is kept of them.</summary>
public sealed class CheckManyOptions
{
    /// <summary>Gets how many checks run, or wait to be taken by the caller, at most; 8 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxConcurrency
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxConcurrency));

            field = value;
        }
    } = 8;

    /// <summary>Gets whether items come in the order of the requests; as they are done unless set.</summary>
    public bool InOrder { get; init; }

    /// <summary>Gets the path of the journal, from which an interrupted run goes on; null for none.</summary>
    /// <remarks>
    /// A file of JSON lines: what is to be sent, then what came of it. It holds verdicts, scores and your references, no photo
    /// and nothing of a face. A request is known again by its <see cref="LivenessRequest.TransactionId"/>, which must then be
    /// unique, or by its position where it has none, and then the requests must come in the same order again.
    /// </remarks>
    public string? JournalPath { get; init; }

    /// <summary>Gets whether a photo that an earlier run may have paid for without getting an answer is sent again; false unless set.</summary>
    public bool ResendUnknown { get; init; }

    /// <summary>Gets who is told of each item, just before it is handed out; null for nobody.</summary>
    public IProgress<CheckManyProgress>? Progress { get; init; }

    /// <summary>Gets how the journal is opened; by its path unless a test says otherwise.</summary>
    internal Func<Stream>? OpenJournal { get; init; }
}
