namespace LivenessSdk.Providers;

/// <summary>Describes why no readable response arrived.</summary>
internal static class TransportFailure
{
    /// <summary>Describes a failure of the network or of a handler; never a part of what was sent or received.</summary>
    public static (LivenessError Error, string Message) Describe(Exception failure) =>
        failure switch
        {
            HttpRequestException e => Describe(e.HttpRequestError),
            HttpIOException e => Describe(e.HttpRequestError),
            SentTwiceException => (LivenessError.Unavailable, "A handler on this client's HTTP client tried to send a billable request again, which was prevented. Remove the retrying handler; the library repeats what is safe to repeat."),
            OperationCanceledException => (LivenessError.TimedOut, "The HTTP client gave up waiting for a connection or for a handler. Check the network and the handlers on this client's HTTP client."),
            OtherHostException => (LivenessError.UnexpectedResponse, "The response came from another host than the request was sent to, so it was not used. The primary handler of this client's HTTP client followed a redirect: turn that off."),
            InvalidDataException => (LivenessError.UnexpectedResponse, "The response cannot be decompressed. Check the Endpoint and any proxy."),
            IOException or System.Net.Sockets.SocketException => Describe(HttpRequestError.Unknown),
            _ => (LivenessError.Unavailable, "A handler on this client's HTTP client failed. Look at the inner exception."),
        };

    /// <summary>Determines whether a failure ended the attempt before there was a connection.</summary>
    public static bool PrecedesConnection(Exception failure) =>
        failure is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError
        };

    private static (LivenessError Error, string Message) Describe(HttpRequestError error) =>
        error switch
        {
            HttpRequestError.NameResolutionError => (LivenessError.Unavailable, "The vendor's host name cannot be resolved. Check the Endpoint and DNS, or try again later."),
            HttpRequestError.ConnectionError => (LivenessError.Unavailable, "No connection to the vendor can be made. Check the Endpoint and the network, or try again later."),
            HttpRequestError.SecureConnectionError => (LivenessError.Unavailable, "No trusted TLS connection to the vendor can be made. Check the Endpoint, the certificates and any proxy."),
            HttpRequestError.ProxyTunnelError => (LivenessError.Unavailable, "The proxy does not connect to the vendor. Check the proxy."),
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => (LivenessError.UnexpectedResponse, "The response is not valid HTTP. Check the Endpoint and any proxy."),
            _ => (LivenessError.Unavailable, "The connection to the vendor broke. Try again later."),
        };
}

/// <summary>Reports a response from another host than the one that the request was sent to.</summary>
internal sealed class OtherHostException : InvalidOperationException
{
    public OtherHostException()
        : base("The response comes from another host than the request was sent to.")
    {
    }
}

/// <summary>Reports that a handler of the application tried to send a billable request again.</summary>
internal sealed class SentTwiceException : InvalidOperationException
{
    public SentTwiceException()
        : base("The request may have been processed, so it is not sent again.")
    {
    }
}
