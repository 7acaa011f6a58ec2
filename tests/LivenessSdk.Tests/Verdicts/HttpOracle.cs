namespace LivenessSdk.Tests.Verdicts;

/// <summary>Says what an HTTP status alone may come to, by the vendors' tables of status codes.</summary>
internal static class HttpOracle
{
    public static bool IsSuccess(int status) => status is >= 200 and < 300;

    public static CheckOutcomes Permit(int status) => status switch
    {
        401 or 403 => CheckOutcomes.Unauthorized,
        402 => CheckOutcomes.QuotaExceeded,
        413 or 415 => CheckOutcomes.InvalidImage,
        429 => CheckOutcomes.RateLimited,
        404 or 405 or 410 or 421 => CheckOutcomes.UnexpectedResponse,
        408 or 424 or >= 500 => CheckOutcomes.Unavailable,
        >= 400 => CheckOutcomes.InvalidRequest,
        _ => CheckOutcomes.UnexpectedResponse,
    };
}
