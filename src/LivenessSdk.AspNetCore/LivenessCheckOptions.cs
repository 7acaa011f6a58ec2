using Microsoft.AspNetCore.Http;

namespace LivenessSdk.AspNetCore;

/// <summary>Represents the options of the camera check.</summary>
public sealed class LivenessCheckOptions
{
    /// <summary>Gets or sets the name of the client that checks the photos, or <see langword="null"/> for the default client. The default is <see langword="null"/>.</summary>
    public string? ClientName { get; set; }

    /// <summary>Gets or sets the number of photos of one check. The default is 1: a photo from the front. Each additional photo asks for a pose that is chosen randomly from <see cref="Poses"/>.</summary>
    public int FrameCount { get; set; } = 1;

    /// <summary>Gets or sets the poses to choose from when <see cref="FrameCount"/> is above 1. The default is left, right, up, down and mouth open.</summary>
    public IReadOnlyList<FacePose> Poses { get; set; } = [FacePose.Left, FacePose.Right, FacePose.Up, FacePose.Down, FacePose.MouthOpen];

    /// <summary>Gets or sets the function that returns the vendor-specific parameters of a check, or <see langword="null"/> if there are none.</summary>
    public Func<LivenessCheckContext, IReadOnlyList<ProviderParameters>>? Parameters { get; set; }

    /// <summary>Gets or sets the function that identifies the person whose attempts are counted, or <see langword="null"/> to count attempts per browser session. The default is <see langword="null"/>.</summary>
    /// <remarks>Anyone can start a new browser session, so without this function the limit does not stop an attacker. The value is stored only as a hash. Return <see langword="null"/> to count by session.</remarks>
    public Func<HttpContext, string?>? Subject { get; set; }

    /// <summary>Gets or sets the maximum number of checks of a person within <see cref="AttemptWindow"/>. The default is 3.</summary>
    /// <remarks>A passed check starts the count anew. It does not limit how often a person who passes is checked.</remarks>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>Gets or sets the time after the first attempt in which <see cref="MaxAttempts"/> applies. The default is one hour; the maximum is 365 days.</summary>
    public TimeSpan AttemptWindow { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets a value indicating whether a person may try again after <see cref="LivenessVerdict.NotLive"/>. The default is <see langword="false"/>, since each attempt is another chance for an attacker.</summary>
    public bool AllowRetryAfterNotLive { get; set; }

    /// <summary>Gets or sets the maximum size of a photo in bytes. The default is 10 MB.</summary>
    public int MaxPhotoBytes { get; set; } = 10 * 1000 * 1000;

    /// <summary>Gets or sets the maximum time for the upload of all photos of a check. The default is 60 seconds; the maximum is one hour.</summary>
    public TimeSpan UploadTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets or sets the maximum number of checks per minute from one network address. The default is 30. The limit for challenges is twice as high.</summary>
    /// <remarks>The address is that of the connection. Behind a proxy, configure the forwarded headers middleware with the proxy's address; the header alone is never trusted. IPv6 addresses are counted by their /64 network.</remarks>
    public int MaxChecksPerMinutePerAddress { get; set; } = 30;

    /// <summary>Gets or sets the maximum number of checks per minute from one browser session. The default is 6.</summary>
    public int MaxChecksPerMinutePerSession { get; set; } = 6;

    /// <summary>Gets or sets how long a challenge can be used. The default is 3 minutes; the maximum is 365 days.</summary>
    public TimeSpan ChallengeLifetime { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Gets or sets how long a receipt can be redeemed. The default is 5 minutes; the maximum is 365 days.</summary>
    public TimeSpan ReceiptLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets how long the answer to a used challenge is kept, so that photos that are sent again are not checked again. The default is one hour; the maximum is 365 days.</summary>
    public TimeSpan AnswerLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets the source of the sentences that tell the person what to do. The default is <see cref="LivenessReasonText.Default"/>.</summary>
    public LivenessReasonText ReasonText { get; set; } = LivenessReasonText.Default;

    /// <summary>Gets or sets the function that receives the result of each check, or <see langword="null"/> if the application redeems receipts instead. The default is <see langword="null"/>.</summary>
    /// <remarks>
    /// It runs before the page gets its answer. If it throws, the attempt counts, the response is HTTP 500, and sending the same
    /// photos again calls it with the stored result, without another check, until it succeeds once. The stored result
    /// has no <see cref="LivenessResult.Frames"/>. The cancellation token is canceled when the application stops.
    /// </remarks>
    public Func<LivenessCheckContext, LivenessResult, CancellationToken, Task>? OnChecked { get; set; }
}
