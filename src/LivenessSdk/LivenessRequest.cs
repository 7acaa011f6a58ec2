using System.Buffers;
using System.Text;

namespace LivenessSdk;

/// <summary>Represents the request of a check: the photos, and what is allowed to be done with them.</summary>
public sealed class LivenessRequest
{
    /// <summary>Initializes a new instance of the <see cref="LivenessRequest"/> class for a passive check: one photo, no instruction to the person.</summary>
    /// <param name="image">The photo.</param>
    public LivenessRequest(LivenessImage image)
    {
        Frames = new[] { new LivenessFrame(image) };
    }

    /// <summary>Initializes a new instance of the <see cref="LivenessRequest"/> class for an active check: several photos, each with the pose that was asked for.</summary>
    /// <param name="frames">At least one photo; at most as many as <see cref="LivenessProviderInfo.MaxFrames"/> of the vendor.</param>
    /// <exception cref="ArgumentException"><paramref name="frames"/> is empty or contains a null.</exception>
    public LivenessRequest(IEnumerable<LivenessFrame> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);

        LivenessFrame[] copy = [.. frames];
        if (copy.Length == 0 || Array.Exists(copy, frame => frame?.Image is null))
        {
            throw new ArgumentException("A check needs at least one frame, each with a photo.", nameof(frames));
        }

        Frames = copy;
    }

    /// <summary>Initializes a new instance of the <see cref="LivenessRequest"/> class as a copy, of which an object initializer can change members. It keeps what the library has added to the original on its way through compositions.</summary>
    /// <example><code>new LivenessRequest(LivenessRequest.Continue(token)) { AllowedClients = ["progeny"], TransactionId = "order-7" }</code></example>
    /// <param name="original">The request to copy.</param>
    public LivenessRequest(LivenessRequest original)
    {
        ArgumentNullException.ThrowIfNull(original);

        Frames = original.Frames;
        ContinuationToken = original.ContinuationToken;
        TransactionId = original.TransactionId;
        IdempotencyKey = original.IdempotencyKey;
        IsResendAllowed = original.IsResendAllowed;
        ReturnWhenPending = original.ReturnWhenPending;
        Timeout = original.Timeout;
        AllowedClients = original.AllowedClients;
        Parameters = original.Parameters;
        TimeLimit = original.TimeLimit;
        DispatchGate = original.DispatchGate;
        Memory = original.Memory;
    }

    private LivenessRequest(string? continuationToken)
    {
        Frames = [];
        ContinuationToken = continuationToken;
    }

    /// <summary>Initializes a new instance of the <see cref="LivenessRequest"/> class as a copy of <paramref name="original"/> with the photos and the time that a provider really gets.</summary>
    internal LivenessRequest(LivenessRequest original, IReadOnlyList<LivenessFrame> frames, TimeSpan timeLeft)
    {
        Frames = frames;
        ContinuationToken = original.ContinuationToken;
        TransactionId = original.TransactionId;
        ReturnWhenPending = original.ReturnWhenPending;
        Timeout = timeLeft > TimeSpan.Zero ? timeLeft : TimeSpan.FromTicks(1);
        AllowedClients = original.AllowedClients;
        Parameters = original.Parameters;
        DispatchGate = original.DispatchGate;
    }

    /// <summary>Creates a request that continues a check which was already begun, and paid for.</summary>
    /// <param name="continuationToken">From <see cref="LivenessResult.ContinuationToken"/> or <see cref="LivenessException.ContinuationToken"/>.</param>
    /// <param name="returnWhenPending">Whether to ask the vendor once and return, instead of waiting for the verdict.</param>
    /// <param name="timeout">The time to wait for the verdict, or <see langword="null"/> for the client's own.</param>
    /// <exception cref="ArgumentException"><paramref name="continuationToken"/> is null or empty, or <paramref name="timeout"/> is not positive or longer than 24 hours.</exception>
    public static LivenessRequest Continue(string continuationToken, bool returnWhenPending = false, TimeSpan? timeout = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(continuationToken);

        return new LivenessRequest(continuationToken) { ReturnWhenPending = returnWhenPending, Timeout = timeout };
    }

    /// <summary>Gets the photos; empty when a check is continued.</summary>
    public IReadOnlyList<LivenessFrame> Frames { get; private set; }

    /// <summary>Gets the token of the check to continue, or <see langword="null"/> for a new check.</summary>
    public string? ContinuationToken { get; private set; }

    /// <summary>Gets the caller's reference, sent where the vendor has a field for it, or <see langword="null"/> if there is none.</summary>
    /// <exception cref="ArgumentException">The value is not valid UTF-16: a surrogate has no partner. Encoded, it would be equal to another reference.</exception>
    public string? TransactionId
    {
        get;
        init
        {
            if (value is not null && HasLoneSurrogate(value))
            {
                throw new ArgumentException("The reference contains a surrogate without its partner. Use text that is valid UTF-16.", nameof(TransactionId));
            }

            field = value;
        }
    }

    /// <summary>Gets the key under which a ledger remembers the check, so that it is paid for once, or <see langword="null"/> if there is none. It is never sent to a vendor.</summary>
    /// <remarks>
    /// Give each check a key of its own, such as the number of the attempt in your database, and the same key to each repetition.
    /// It is stored as it is, so it must not identify a person. Only a client registered by <c>AddIdempotent</c>, or a run of
    /// <c>CheckManyAsync</c> with a ledger, makes use of it.
    /// </remarks>
    /// <exception cref="ArgumentException">The value is empty, longer than 256 characters, or contains a control character or half of a surrogate pair.</exception>
    public string? IdempotencyKey
    {
        get;
        init
        {
            if (value is not null)
            {
                IdempotencyKeyValidator.Validate(value, nameof(IdempotencyKey));
            }

            field = value;
        }
    }

    /// <summary>Gets a value indicating whether the photo may be sent, and paid for, again if an earlier check with the same <see cref="IdempotencyKey"/> may have been processed without an answer. The default is <see langword="false"/>.</summary>
    public bool ResendUnknown { get => IsResendAllowed; init => IsResendAllowed = value; }

    /// <summary>Gets a value indicating whether to return at once with a <see cref="LivenessResult.ContinuationToken"/> instead of waiting for an asynchronous vendor.</summary>
    public bool ReturnWhenPending { get; init; }

    /// <summary>Gets the time for the whole check, tokens, upload and polling included, or <see langword="null"/> for the client's own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive, or longer than 24 hours.</exception>
    public TimeSpan? Timeout
    {
        get;
        init
        {
            if (value is { } timeout)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, nameof(Timeout));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, TimeSpan.FromDays(1), nameof(Timeout));
            }

            field = value;
        }
    }

    /// <summary>Gets the names, in any case, of the clients that may receive the photo, or <see langword="null"/> for any.</summary>
    /// <remarks>Only vendors' clients count: a composition receives no photo itself.</remarks>
    public IReadOnlyList<string>? AllowedClients { get; init; }

    /// <summary>Gets the parameters for single vendors. Those of other vendors are ignored, unless they restrict the verdict (<see cref="ProviderParameters.RestrictsVerdict"/>).</summary>
    public IReadOnlyList<ProviderParameters> Parameters { get; init; } = [];

    /// <summary>Finds the parameters of one vendor.</summary>
    /// <typeparam name="TParameters">The vendor's own type.</typeparam>
    /// <returns>The first of that type, or null.</returns>
    public TParameters? FindParameters<TParameters>()
        where TParameters : ProviderParameters
    {
        foreach (ProviderParameters parameters in Parameters)
        {
            if (parameters is TParameters found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Gets the time limit that a composition sets for this client, or <see langword="null"/> if there is none.</summary>
    internal TimeSpan? TimeLimit { get; private set; }

    /// <summary>Gets the observer of the moments at which the check is paid, or <see langword="null"/> if there is none.</summary>
    internal IDispatchGate? DispatchGate { get; private set; }

    private bool IsResendAllowed { get; set; }

    /// <summary>Gets what remembers the check at each vendor's client, or <see langword="null"/> if nothing does.</summary>
    internal ICheckMemory? Memory { get; private set; }

    /// <summary>Gets a request without photos, for preparing a client before its first check.</summary>
    internal static LivenessRequest WithoutPhotos { get; } = new(continuationToken: null);

    /// <summary>Finds the time for a check by a client whose own is <paramref name="own"/>.</summary>
    internal TimeSpan TimeFor(TimeSpan own)
    {
        TimeSpan time = Timeout ?? own;
        return TimeLimit < time ? TimeLimit.Value : time;
    }

    /// <summary>Copies the request with a time limit that takes precedence over a longer timeout of the client.</summary>
    internal LivenessRequest WithTimeLimit(TimeSpan limit)
    {
        LivenessRequest copy = new(this);
        copy.TimeLimit = limit > TimeSpan.Zero ? limit : TimeSpan.FromTicks(1);
        return copy;
    }

    /// <summary>Copies the request with an observer of the moments at which the check is paid.</summary>
    internal LivenessRequest WithDispatchGate(IDispatchGate gate)
    {
        LivenessRequest copy = new(this);
        copy.DispatchGate = gate;
        return copy;
    }

    /// <summary>Copies the request with what remembers the check.</summary>
    internal LivenessRequest WithMemory(ICheckMemory? memory, bool resendUnknown = false)
    {
        LivenessRequest copy = new(this);
        copy.Memory = memory;
        copy.IsResendAllowed = IsResendAllowed || resendUnknown;
        return copy;
    }

    /// <summary>Copies the request as one that continues a check that was paid for.</summary>
    internal LivenessRequest WithContinuation(string continuationToken)
    {
        LivenessRequest copy = WithFrames([]);
        copy.ContinuationToken = continuationToken;
        return copy;
    }

    internal LivenessRequest WithFrames(IReadOnlyList<LivenessFrame> frames)
    {
        LivenessRequest copy = new(this);
        copy.Frames = frames;
        return copy;
    }

    /// <summary>Determines whether a client may receive the photo.</summary>
    internal bool Allows(string client) => AllowedClients?.Contains(client, StringComparer.OrdinalIgnoreCase) ?? true;

    internal static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int length) != OperationStatus.Done)
            {
                return true;
            }

            text = text[length..];
        }

        return false;
    }

    /// <summary>Describes the request without photos, tokens or references.</summary>
    public override string ToString() =>
        ContinuationToken is null ? $"Check of {Frames.Count} frame(s)" : "Continuation of a check";
}
