using System.Net;

namespace LivenessSdk;

/// <summary>Follows one message through its attempts, because what the vendor can have seen of it decides whether it may be sent again.</summary>
internal sealed class Exchange
{
    private static readonly AsyncLocal<Exchange?> s_current = new();

    private readonly CheckScope? _scope = CheckScope.Current;
    private readonly Func<HttpRequestMessage> _create;
    private readonly TimeProvider _timeProvider;
    private HttpRequestMessage? _request;
    private long _started;
    private bool _sent;

    private Exchange(RequestKind kind, Func<HttpRequestMessage> create, TimeProvider timeProvider)
    {
        Kind = kind;
        _create = create;
        _timeProvider = timeProvider;
    }

    /// <summary>Gets the message that the calling code sends; null outside any.</summary>
    public static Exchange? Current => s_current.Value;

    /// <summary>Gets what the message may cost.</summary>
    public RequestKind Kind { get; }

    /// <summary>Gets whether the vendor may have done the work that the last attempt asked for.</summary>
    public bool MayHaveBeenProcessed { get; private set; }

    /// <summary>Gets whether the vendor may have done any work of the whole check.</summary>
    public bool CheckMayHaveBeenProcessed => MayHaveBeenProcessed || _scope is { MayHaveBeenProcessed: true };

    /// <summary>Gets or sets how long to wait before the next attempt.</summary>
    public TimeSpan NextDelay { get; set; }

    /// <summary>Gets how many attempts have begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>Gets or sets whether the last attempt is a retry.</summary>
    public bool Retried { get; set; }

    /// <summary>Gets the time that the last attempt has taken so far.</summary>
    public TimeSpan AttemptElapsed => _timeProvider.GetElapsedTime(_started);

    /// <summary>Gets the time left for the check; the longest there is outside any.</summary>
    public TimeSpan Remaining => _scope?.Remaining ?? TimeSpan.MaxValue;

    /// <summary>Begins a message. It ends with the asynchronous method that calls this.</summary>
    public static Exchange Begin(RequestKind kind, Func<HttpRequestMessage> create, TimeProvider timeProvider) =>
        s_current.Value = new Exchange(kind, create, timeProvider);

    /// <summary>Begins an attempt, with a fresh message. Nothing is sent yet.</summary>
    public HttpRequestMessage Start()
    {
        _request = _create();
        Attempts++;
        _started = _timeProvider.GetTimestamp();
        _sent = false;
        MayHaveBeenProcessed = false;
        return _request;
    }

    /// <summary>Finds out whether a request, perhaps copied by a handler, is this message.</summary>
    public bool Covers(HttpRequestMessage request) =>
        ReferenceEquals(request, _request) || request.RequestUri == _request?.RequestUri;

    /// <summary>Notes that the message leaves, so that from now on everything is possible.</summary>
    public void Leave()
    {
        _sent = true;
        MayHaveBeenProcessed = true;
    }

    /// <summary>Notes that the message did not leave after all.</summary>
    public void Stay()
    {
        _sent = false;
        MayHaveBeenProcessed = false;
    }

    /// <summary>Notes that the vendor answered.</summary>
    public void Answer(HttpStatusCode status)
    {
        _sent = true;
        MayHaveBeenProcessed = Kind == RequestKind.Billable && RetryRule.MayHaveBeenProcessed(status);
    }

    /// <summary>Notes a reply that came without the message having left: a handler of the application gave it.</summary>
    public void AnswerUnlessSent(HttpStatusCode status)
    {
        if (!_sent)
        {
            Answer(status);
        }
    }

    /// <summary>Ends an attempt, and leaves its trace on the check.</summary>
    public void End()
    {
        if (Kind == RequestKind.Billable && _scope is { } scope)
        {
            scope.PhotoSent |= _sent;
            scope.MayHaveBeenProcessed |= MayHaveBeenProcessed;
        }
    }
}
