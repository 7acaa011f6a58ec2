using System.Net;
using System.Text.Json;

namespace LivenessSdk.Providers;

/// <summary>Translates an HTTP status that a vendor's contract does not define.</summary>
internal static class ResponseStatus
{
    private const int LongestQuotaBody = 1024;

    /// <summary>Returns the error that a status means, and what to do about it.</summary>
    public static (LivenessError Error, string Advice) Describe(ProviderResponse response) =>
        (int)response.StatusCode switch
        {
            401 or 403 or 407 => (LivenessError.Unauthorized, "Check the credentials, their permissions and the allowed addresses of the account."),
            402 => (LivenessError.QuotaExceeded, "The account's balance or quota is used up. Top it up in the vendor's console."),
            404 or 405 or 410 or 421 => (LivenessError.UnexpectedResponse, "There is no such service at that address. Check the Endpoint of the client."),
            408 or 425 => (LivenessError.Unavailable, "The vendor timed out. Try again later."),
            413 => (LivenessError.InvalidImage, "The vendor rejected the photo as too large. Send a smaller photo or lower MaxHeight."),
            415 => (LivenessError.InvalidImage, "The vendor does not accept this kind of photo."),
            424 => (LivenessError.Unavailable, "A service behind the vendor failed. Try again later."),
            429 when IsUsedUpQuota(response) => (LivenessError.QuotaExceeded, "The quota of the account's usage plan is used up. Ask the vendor for more, or try again later."),
            429 => (LivenessError.RateLimited, "Too many calls. Try again later."),
            >= 500 => (LivenessError.Unavailable, "The vendor failed. Try again later."),
            >= 400 => (LivenessError.InvalidRequest, "The vendor rejected the request. Check the Endpoint and the options of the client."),
            _ => (LivenessError.UnexpectedResponse, "The vendor's contract has no such response. Check the Endpoint of the client."),
        };

    /// <summary>Determines whether a 429 is that of Amazon's API Gateway for a usage plan whose quota is used up: waiting for seconds does not help.</summary>
    public static bool IsUsedUpQuota(ProviderResponse response) =>
        response.StatusCode == HttpStatusCode.TooManyRequests
        && response.Body.Length <= LongestQuotaBody
        && BoundedJson.Parse(response) is { ValueKind: JsonValueKind.Object } body
        && body.TryGetProperty("message", out JsonElement message)
        && LenientValue.ToWord(message) == "limit exceeded";
}
