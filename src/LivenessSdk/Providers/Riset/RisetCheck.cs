using System.Globalization;

namespace LivenessSdk;

/// <summary>Represents the validated request of one check to Riset.</summary>
internal sealed class RisetCheck
{
    private const int LongestId = 120;

    private RisetCheck(IReadOnlyList<LivenessFrame> frames, string transactionId)
    {
        Frames = frames;
        TransactionId = transactionId;
    }

    public IReadOnlyList<LivenessFrame> Frames { get; }

    public string TransactionId { get; }

    public string? UserId { get; private init; }

    public string? FaceGalleryId { get; private init; }

    public bool SpoofDetection { get; private init; }

    public int? SuccessThreshold { get; private init; }

    public bool NamesUser => UserId is not null;

    /// <summary>Gets how many photos must show the pose that was asked for.</summary>
    public int MatchesNeeded => SuccessThreshold ?? Frames.Count;

    /// <summary>Reads a request.</summary>
    /// <exception cref="LivenessException">Riset would reject it.</exception>
    public static RisetCheck From(ProviderCheck providerCheck, RisetOptions options)
    {
        LivenessRequest request = providerCheck.Request;
        RisetParameters? parameters = request.FindParameters<RisetParameters>();
        RisetCheck check = new(
            request.Frames, Text(request.TransactionId) ?? Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture))
        {
            UserId = Text(parameters?.UserId),
            FaceGalleryId = Text(parameters?.FaceGalleryId),
            SpoofDetection = parameters?.SpoofDetection ?? options.SpoofDetection,
            SuccessThreshold = parameters?.SuccessThreshold,
        };
        return check.FindProblem() is { } problem ? throw providerCheck.CreateException(LivenessError.InvalidRequest, problem) : check;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private string? FindProblem()
    {
        if (TransactionId.Length > LongestId)
        {
            return $"the TransactionId is longer than {LongestId} characters. Shorten it.";
        }

        if (UserId is null != FaceGalleryId is null)
        {
            return "UserId and FaceGalleryId go together. Set both, or neither.";
        }

        if (UserId?.Length > LongestId || FaceGalleryId?.Length > LongestId)
        {
            return $"UserId or FaceGalleryId is longer than {LongestId} characters. Shorten it.";
        }

        return SuccessThreshold < 1 || SuccessThreshold > Frames.Count
            ? $"SuccessThreshold must be from 1 to the number of photos, which is {Frames.Count}."
            : null;
    }
}
