using System.Net;

namespace LivenessSdk.Providers;

/// <summary>Translates an HTTP status for which a vendor's contract has no words of its own.</summary>
internal static class ResponseStatus
{
    /// <summary>Describes what a status means and what to do about it.</summary>
    public static (LivenessError Error, string Advice) Describe(HttpStatusCode status) =>
        (int)status switch
        {
            401 or 403 or 407 => (LivenessError.Unauthorized, "Check the credentials, their permissions and the allowed addresses of the account."),
            402 => (LivenessError.QuotaExceeded, "The account's balance or quota is used up. Top it up in the vendor's console."),
            408 or 425 => (LivenessError.Unavailable, "The vendor gave up waiting. Try again later."),
            413 => (LivenessError.InvalidImage, "The vendor rejected the photo as too large. Send a smaller photo or lower MaxHeight."),
            415 => (LivenessError.InvalidImage, "The vendor does not accept this kind of photo."),
            424 => (LivenessError.Unavailable, "A service behind the vendor failed. Try again later."),
            429 => (LivenessError.RateLimited, "Too many calls. Try again later."),
            >= 500 => (LivenessError.Unavailable, "The vendor failed. Try again later."),
            >= 400 => (LivenessError.InvalidRequest, "The vendor rejected the request. Check the Endpoint and the options of the client."),
            _ => (LivenessError.UnexpectedResponse, "The vendor's contract has no such response. Check the Endpoint of the client."),
        };
}
