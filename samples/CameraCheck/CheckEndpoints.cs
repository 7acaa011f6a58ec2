using System.Globalization;
using LivenessSdk;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace CameraCheck;

/// <summary>Answers the two requests of the page: what to ask the person for, and what the photos show.</summary>
internal static partial class CheckEndpoints
{
    public const string AntiforgeryHeader = "X-Antiforgery-Token";
    public const string RateLimit = "checks";

    private const int MaxPhotoBytes = 5 * 1000 * 1000;
    private const int MaxRequestBytes = (PoseChallenge.MaxPhotos * MaxPhotoBytes) + 100_000;

    private static readonly ImageLimits s_limits = new() { MaxBytes = MaxPhotoBytes };

    public static void MapChecks(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/challenge", Challenge);
        app.MapPost("/api/check", CheckAsync)
            .WithMetadata(new RequestSizeLimitAttribute(MaxRequestBytes))
            .RequireRateLimiting(RateLimit);
    }

    private static IResult Challenge(HttpContext context, IAntiforgery antiforgery, PoseChallenge challenges, CheckProvider provider)
    {
        (FacePose[] poses, string token) = challenges.Create(provider.MaxPhotos);
        string antiforgeryToken = antiforgery.GetAndStoreTokens(context).RequestToken!;
        return Results.Ok(new { provider.Vendor, provider.IsSimulated, poses, token, antiforgeryToken, MaxPhotoBytes });
    }

    private static async Task<IResult> CheckAsync(
        IFormFileCollection photos,
        [FromForm] string token,
        PoseChallenge challenges,
        ILivenessClient client,
        ILogger<PoseChallenge> logger,
        HttpContext context)
    {
        if (!challenges.TryRead(token, out FacePose[]? poses) || photos.Count != poses.Length)
        {
            return Problem(StatusCodes.Status400BadRequest, "That took too long. Please start again.");
        }

        try
        {
            List<LivenessFrame> frames = [];
            foreach ((IFormFile photo, FacePose pose) in photos.Zip(poses))
            {
                await using Stream stream = photo.OpenReadStream();
                frames.Add(new LivenessFrame(await LivenessImage.FromStreamAsync(stream, s_limits, context.RequestAborted), pose));
            }

            LivenessResult result = await client.CheckAsync(new LivenessRequest(frames), context.RequestAborted);
            return Results.Ok(CheckAnswer.From(result));
        }
        catch (LivenessException e) when (e.Error == LivenessError.InvalidImage)
        {
            return Problem(StatusCodes.Status400BadRequest, "The photo could not be read. Please take another.");
        }
        catch (LivenessException e)
        {
            // The message is for us, not for the person in front of the camera.
            LogFailure(logger, e, e.Error);
            if (e.RetryAfter is { } wait)
            {
                context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }

            return Problem(StatusCodes.Status503ServiceUnavailable, "The check is not available at the moment. Please try again in a minute.");
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A check failed: {Error}")]
    private static partial void LogFailure(ILogger logger, Exception exception, LivenessError error);

    private static IResult Problem(int status, string text) => Results.Problem(statusCode: status, detail: text);
}
