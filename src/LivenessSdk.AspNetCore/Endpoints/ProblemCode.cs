using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LivenessSdk.AspNetCore.Endpoints;

/// <summary>Represents a failure that the page can explain: its texts contain the code; the detail is for developers.</summary>
internal sealed record ProblemCode(string Code, HttpStatusCode Status, string Detail)
{
    public static readonly ProblemCode Rejected = new("rejected", HttpStatusCode.Forbidden,
        "The challenge or the antiforgery token does not belong to this browser session. Request a new challenge.");

    public static readonly ProblemCode Expired = new("expired", HttpStatusCode.Gone,
        "The challenge has expired. Request a new challenge.");

    public static readonly ProblemCode Used = new("used", HttpStatusCode.Conflict,
        "The challenge was used with other photos. Request a new challenge.");

    public static readonly ProblemCode Attempts = new("attempts", HttpStatusCode.Forbidden,
        "The maximum number of attempts was reached.");

    public static readonly ProblemCode Rate = new("rate", HttpStatusCode.TooManyRequests,
        "Too many requests. Wait a minute.");

    public static readonly ProblemCode Photo = new("photo", HttpStatusCode.BadRequest,
        "The request must be multipart/form-data with one JPEG, PNG or WebP photo for each pose of the challenge, all different.");

    public static readonly ProblemCode TooLarge = new("tooLarge", HttpStatusCode.RequestEntityTooLarge,
        "The photos exceed the maximum size.");

    public static readonly ProblemCode Slow = new("slow", HttpStatusCode.ServiceUnavailable,
        "The check has no answer yet. Send the same photos again to get it.");

    public static readonly ProblemCode Upload = new("slow", HttpStatusCode.RequestTimeout,
        "The upload took too long. Send the photos again.");

    public static readonly ProblemCode Unavailable = new("unavailable", HttpStatusCode.ServiceUnavailable,
        "The check could not be made, and no attempt was counted. Send the same photos again later.");

    public static readonly ProblemCode Unknown = new("unknown", HttpStatusCode.BadGateway,
        "The outcome of the check is unknown: the photos may have been checked. Request a new challenge.");

    public static readonly ProblemCode Application = new("application", HttpStatusCode.InternalServerError,
        "The check was made, but the application could not process it. Send the same photos again; they are not checked again.");

    public Task WriteAsync(HttpContext context, TimeSpan? retryAfter = null)
    {
        if (retryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = new StringValues(((long)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Problem(Detail, statusCode: (int)Status, extensions: new Dictionary<string, object?> { ["code"] = Code }).ExecuteAsync(context);
    }
}
