namespace LivenessSdk;

/// <summary>Provides the names of the tags of spans and measurements. All but <see cref="TransactionId"/> have few values.</summary>
internal static class TelemetryTag
{
    /// <summary>Represents the name of the client.</summary>
    public const string Provider = "liveness.provider";

    public const string Vendor = "liveness.vendor";

    public const string Verdict = "liveness.verdict";

    /// <summary>Represents the first reason's code; absent where there is none.</summary>
    public const string Reason = "liveness.reason";

    /// <summary>Represents the vendor's or the caller's reference. It may identify a person, so it is for spans only.</summary>
    public const string TransactionId = "liveness.transaction_id";

    /// <summary>Represents what the request may cost: a <see cref="RequestKind"/>.</summary>
    public const string MessageKind = "liveness.message.kind";

    /// <summary>Represents whether the photo's compressed data went out as it was ("original") or was encoded again ("encoded").</summary>
    public const string PhotoForm = "liveness.photo.form";

    public const string BreakerState = "liveness.breaker.state";

    /// <summary>Represents the <see cref="LivenessError"/> that the breaker watches for.</summary>
    public const string BreakerCause = "liveness.breaker.cause";

    /// <summary>Represents the part of the response that was not as the vendor's contract says.</summary>
    public const string Field = "liveness.field";

    public const string Composition = "liveness.composition";

    public const string ShadowOutcome = "liveness.shadow.outcome";

    public const string ShadowVerdict = "liveness.shadow.verdict";

    /// <summary>Represents a <see cref="LivenessError"/>, an HTTP status from 400 on, or the name of another exception's type.</summary>
    public const string ErrorType = "error.type";

    public const string ServerAddress = "server.address";

    public const string ServerPort = "server.port";

    public const string StatusCode = "http.response.status_code";

    /// <summary>Represents how often the request was sent before; absent at the first attempt.</summary>
    public const string ResendCount = "http.request.resend_count";
}
