using System.Net;

namespace LivenessSdk;

/// <summary>Determines, from what the vendor can have seen, whether a request may be sent again.</summary>
internal static class RetryRule
{
    /// <summary>Determines whether a request may be sent again after a response.</summary>
    public static bool AllowsAfter(HttpStatusCode status, bool isBillable, bool repeatPaid) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
        || ((!isBillable || repeatPaid) && IsFailure(status));

    /// <summary>Determines whether a request may be sent again after an attempt without a response.</summary>
    public static bool AllowsAfterFailure(bool isBillable, bool mayHaveBeenProcessed, bool repeatPaid) =>
        !isBillable || repeatPaid || !mayHaveBeenProcessed;

    /// <summary>Determines whether a status means that the vendor, or a gateway before it, cannot work at the moment.</summary>
    public static bool IsFailure(HttpStatusCode status) =>
        status >= HttpStatusCode.InternalServerError || status == HttpStatusCode.RequestTimeout;

    /// <summary>Determines whether a status shows that the vendor works, be it that it refuses the request.</summary>
    public static bool IsSuccess(HttpStatusCode status) => !IsFailure(status) && status != HttpStatusCode.TooManyRequests;

    /// <summary>Determines whether a failure ended the attempt before there was a connection.</summary>
    public static bool IsConnectFailure(Exception failure) =>
        failure is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError
        };
}
