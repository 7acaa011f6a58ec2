using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace LivenessSdk.Providers;

/// <summary>Represents one attempt to send a billable request. Until the opposite is proven, the vendor may have processed it.</summary>
/// <remarks>
/// The request's options and its body carry it, so that the innermost handler finds it in a clone, too.
/// Every change of state is reported to the check at once. A body that nobody has read is proof that nothing left; once it has served
/// as proof, it cannot be read any more.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The message owns the body, and disposes it.")]
internal sealed class SendAttempt
{
    private static readonly HttpRequestOptionsKey<SendAttempt> s_key = new("LivenessSdk.SendAttempt");
    private static readonly ConditionalWeakTable<MultipartContent, SendAttempt> s_forms = [];

    // Recognizes a copy that no longer carries the attempt. It may reject a second send, and never proves that nothing was sent.
    private static readonly AsyncLocal<SendAttempt?> s_current = new();

    private readonly ProviderCheck _check;
    private readonly HttpMethod _method;
    private readonly Uri? _address;
    private readonly long _bodyLength;
    private readonly BodyTracking? _body;

    // Guarded by a lock on the attempt itself, which nobody else takes: a check is spared an object.
    private State _state;
    private bool _hasEnded;
    private HttpStatusCode? _received;
    private Exception? _proof;

    private SendAttempt(ProviderCheck check, HttpRequestMessage request)
    {
        _check = check;
        _method = request.Method;
        _address = request.RequestUri;
        if (request.Content is MultipartContent form)
        {
            s_forms.Add(form, this); // Handlers look into its parts, so it stays what it is.
        }
        else if (request.Content is { } content)
        {
            request.Content = BodyTracking.Track(content, this);
            _body = BodyTracking.Find(request.Content);
        }

        // Headers store the length that they are asked for, so the library's own body is asked itself.
        _bodyLength = (request.Content as Base64JsonContent)?.Length ?? request.Content?.Headers.ContentLength ?? 0;
    }

    private enum State
    {
        HandedOver,
        Dispatched,
        CopyRejected,
        Answered,
        Rejected,
        Unsent,
    }

    /// <summary>Gets a value indicating whether the vendor may have done, and billed, the work.</summary>
    public bool MayHaveBeenProcessed => CountsAsProcessed(_state);

    /// <summary>Gets or sets a value indicating whether the connection was cut while the body was being sent, for instance by a server that responds before it has read the body and closes the connection.</summary>
    public bool WasCutWhileSending { get; set; }

    /// <summary>Gets a value indicating whether a handler of the application failed by itself. That says nothing about the vendor, and is not tried again.</summary>
    public bool FailedInHandler { get; private set; }

    /// <summary>Gets a value indicating whether a handler of the application created the response after a failure, so that it proves nothing.</summary>
    public bool IsAnswerMadeUp { get; private set; }

    /// <summary>Begins an attempt, right before the request is handed over. From here on it counts as processed.</summary>
    public static SendAttempt Begin(ProviderCheck check, HttpRequestMessage request)
    {
        SendAttempt attempt = new(check, request);
        request.Options.Set(s_key, attempt);
        s_current.Value = attempt;
        check.Count(sent: 1, processed: 1);
        return attempt;
    }

    /// <summary>Finds the attempt that a request belongs to; <see langword="null"/> if it carries none.</summary>
    public static SendAttempt? Find(HttpRequestMessage request) =>
        request.Options.TryGetValue(s_key, out SendAttempt? attempt) ? attempt
        : request.Content is MultipartContent form && s_forms.TryGetValue(form, out attempt) ? attempt
        : BodyTracking.Find(request.Content)?.Attempt;

    /// <summary>Recognizes a request as a whole copy of the one in flight: the same address, or a body of the same length.</summary>
    public static bool TryRecognizeCopy(HttpRequestMessage request, [NotNullWhen(true)] out SendAttempt? attempt)
    {
        attempt = s_current.Value;
        return attempt is not null
            && request.Method == attempt._method
            && (request.RequestUri == attempt._address
                || (attempt._bodyLength > 0 && request.Content?.Headers.ContentLength == attempt._bodyLength));
    }

    /// <summary>Determines whether the vendor may have done the work despite a status. Not after a rejection, and 503 counts as one; 408 does not, since gateways also send it when the vendor takes too long.</summary>
    public static bool LeavesOpen(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.RequestTimeout => true,
            HttpStatusCode.ServiceUnavailable => false,
            _ => status is < HttpStatusCode.BadRequest or >= HttpStatusCode.InternalServerError,
        };

    /// <summary>Allows the request to leave.</summary>
    /// <exception cref="SentTwiceException">It left before, and may have been processed; or the attempt has ended, and others may have been made since.</exception>
    public void Dispatch()
    {
        lock (this)
        {
            if (_hasEnded || _state is State.Dispatched or State.CopyRejected or State.Answered)
            {
                throw new SentTwiceException();
            }

            Enter(State.Dispatched);
        }
    }

    /// <summary>Checks once more that the request may leave, where its body is about to be written.</summary>
    public void BeginBody() => _check.Request.DispatchGate?.BeginBody();

    /// <summary>Records proof that the request did not leave. It is valid as long as the attempt ends with that failure.</summary>
    public void MarkUnsent(Exception proof) => Enter(State.Dispatched, State.Unsent, proof);

    /// <summary>Records that the vendor did not process the request, by the protocol. It is valid as long as the attempt ends with that failure.</summary>
    public void MarkRejected(Exception proof) => Enter(State.Dispatched, State.Rejected, proof);

    /// <summary>Records the status that the innermost handler received.</summary>
    /// <param name="status">The status.</param>
    /// <param name="isCopy">Whether it answers a copy: then a rejection counts only if it is also what the attempt ends with.</param>
    public void RecordStatus(HttpStatusCode status, bool isCopy)
    {
        _received = status;
        Enter(State.Dispatched, LeavesOpen(status) ? State.Answered : isCopy ? State.CopyRejected : State.Rejected);
    }

    /// <summary>Ends the attempt with the response that came back through the application's handlers.</summary>
    /// <param name="response">The response.</param>
    /// <param name="request">The request as it was handed over.</param>
    public void End(HttpResponseMessage response, HttpRequestMessage request)
    {
        lock (this)
        {
            _hasEnded = true;
            if (_state == State.Answered)
            {
                IsAnswerMadeUp = !LeavesOpen(response.StatusCode); // The vendor answered otherwise.
                return;
            }

            if (LeavesOpen(response.StatusCode))
            {
                Enter(State.Answered);
            }
            else if (IsUnread())
            {
                Enter(State.Unsent); // A handler answered in place of the vendor, as limiters do.
            }
            else if (_state != State.Dispatched && (response.StatusCode == _received || IsFromNetwork(response, request)))
            {
                Enter(State.Rejected);
            }
            else
            {
                IsAnswerMadeUp = true;
                Enter(State.Dispatched);
            }
        }
    }

    /// <summary>Ends the attempt with a failure. What was proven before is valid only if nothing else can have happened since.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="isImmediate">Whether it came before anything was awaited, so that the network cannot have been involved.</param>
    public void End(Exception failure, bool isImmediate)
    {
        lock (this)
        {
            _hasEnded = true;
            if (_state == State.HandedOver)
            {
                if (IsOfAHandler(failure) && (IsUnread() || isImmediate))
                {
                    FailedInHandler = true;
                    Enter(State.Unsent);
                }

                return;
            }

            bool holds = _state switch
            {
                State.Unsent => Chain(failure).Contains(_proof),
                State.Rejected => Chain(failure).Any(cause => cause == _proof || cause is HttpRequestException { StatusCode: { } status } && !LeavesOpen(status)),
                _ => true,
            };
            if (!holds)
            {
                Enter(State.Dispatched);
            }
        }
    }

    /// <summary>Determines whether the network made a response: it refers to the request that was sent, which is a copy if the request itself never came to the innermost handler.</summary>
    private bool IsFromNetwork(HttpResponseMessage response, HttpRequestMessage request) =>
        response.RequestMessage is { } sent && (_state != State.HandedOver || sent != request);

    /// <summary>Determines whether the body has not been read, and prevents it from being read from here on.</summary>
    private bool IsUnread() => _state == State.HandedOver && _body is not null && _body.TryClose();

    /// <summary>Determines whether a failure is a handler's own: an exception that the network does not cause.</summary>
    private static bool IsOfAHandler(Exception failure) =>
        failure is InvalidOperationException or ArgumentException or NotSupportedException or CryptographicException
        && failure is not ObjectDisposedException
        && !Chain(failure).Any(cause => cause is HttpRequestException or IOException or SocketException or OperationCanceledException or TimeoutException);

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private static bool CountsAsProcessed(State state) => state is not (State.Unsent or State.Rejected);

    private void Enter(State from, State to, Exception? proof = null)
    {
        lock (this)
        {
            if (_state == from)
            {
                _proof = proof;
                Enter(to);
            }
        }
    }

    private void Enter(State state)
    {
        int sent = (state == State.Unsent ? 0 : 1) - (_state == State.Unsent ? 0 : 1);
        int processed = (CountsAsProcessed(state) ? 1 : 0) - (CountsAsProcessed(_state) ? 1 : 0);
        _state = state;
        _check.Count(sent, processed);
    }
}
