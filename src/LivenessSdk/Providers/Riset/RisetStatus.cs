namespace LivenessSdk;

/// <summary>Translates the status codes of Riset, which stand in the body, in the HTTP status, or in both.</summary>
internal static class RisetStatus
{
    /// <summary>Stands for something in the status' place that is no status code.</summary>
    public const int Unknown = 0;
    public const int Success = 200;
    public const int TokenRejected = 401;

    /// <summary>Gets whether a code is Riset's even as a bare HTTP status. 413, 415 and 416 are not: HTTP uses them for a body that is too large and the like.</summary>
    public static bool IsOwn(int code) => code is 411 or 412 or 414 or (>= 451 and <= 456) or (>= 490 and <= 495);

    /// <summary>Translates a code about the photo or the person; null for any other.</summary>
    public static LivenessReasonCode? FindReason(int code) =>
        code switch
        {
            411 => LivenessReasonCode.IdentityMismatch,
            412 => LivenessReasonCode.NoFace,
            413 => LivenessReasonCode.FaceTooSmall,
            414 => LivenessReasonCode.MultipleFaces,
            493 => LivenessReasonCode.FaceNotAnalyzed,
            _ => null,
        };

    /// <summary>Translates a code that means failure; null for any other.</summary>
    public static (LivenessError Error, string Message)? FindFailure(int code) =>
        code switch
        {
            401 => (LivenessError.Unauthorized, "Riset refuses the credentials or the access token made from them. Check ClientId and Password."),
            402 => (LivenessError.QuotaExceeded, "The account's balance or quota is used up."),
            403 => (LivenessError.Unauthorized, "Riset denies access. Check what the account may do, and whether its quota is used up."),
            415 => (LivenessError.InvalidRequest, "Riset does not know the UserId."),
            416 => (LivenessError.InvalidRequest, "Riset does not know the FaceGalleryId."),
            429 => (LivenessError.RateLimited, "Too many calls. Try again later."),
            451 => (LivenessError.InvalidRequest, "Riset did not find a photo in the request. Check Protocol and ApiPath of the registration."),
            490 or 492 or 494 => (LivenessError.InvalidImage, "Riset cannot decode a photo. Send an intact JPEG or PNG."),
            491 or 495 => (LivenessError.InvalidImage, "Riset does not recognise the type of a photo. Send a JPEG or PNG."),
            400 or (>= 452 and <= 456) => (LivenessError.InvalidRequest, "Riset finds the request malformed. Check the parameters of the request, and Protocol and ApiPath of the registration."),
            >= 500 and <= 599 => (LivenessError.Unavailable, "Riset failed. Try again later."),
            _ => null,
        };
}
