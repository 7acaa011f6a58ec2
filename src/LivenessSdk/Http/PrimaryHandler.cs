using System.Net;

namespace LivenessSdk;

/// <summary>Makes sure that whatever handler comes last before the network shows a photo and its key to nobody else.</summary>
internal static class PrimaryHandler
{
    /// <summary>Turns redirects and cookies off, and environment proxies for loopback addresses, in the framework's own handlers, also below delegating ones. Handlers of other types stay as they are.</summary>
    /// <exception cref="UnsafeHandlerException">The handler follows redirects or keeps cookies, and has been used, so that this cannot be changed any more.</exception>
    public static void Secure(string clientName, HttpMessageHandler handler)
    {
        while (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            handler = inner;
        }

        try
        {
            switch (handler)
            {
                case SocketsHttpHandler sockets:
                    Secure(sockets);
                    break;
                case HttpClientHandler client:
                    Secure(client);
                    break;
            }
        }
        catch (InvalidOperationException e)
        {
            throw new UnsafeHandlerException(
                $"{clientName}: the primary handler of its HTTP client follows redirects, keeps cookies or uses the environment's proxy for loopback addresses, "
                + "and cannot be changed because it has been used already. Return a new handler, or set AllowAutoRedirect and UseCookies to false before its first request.",
                e);
        }
    }

    private static void Secure(SocketsHttpHandler handler)
    {
        if (handler.AllowAutoRedirect)
        {
            handler.AllowAutoRedirect = false;
        }

        if (handler.UseCookies)
        {
            handler.UseCookies = false;
        }

        if (handler is { UseProxy: true, Proxy: null })
        {
            handler.Proxy = DefaultProxy.Instance;
        }
    }

    private static void Secure(HttpClientHandler handler)
    {
        if (handler.AllowAutoRedirect)
        {
            handler.AllowAutoRedirect = false;
        }

        if (handler.UseCookies)
        {
            handler.UseCookies = false;
        }

        if (handler is { UseProxy: true, Proxy: null })
        {
            handler.Proxy = DefaultProxy.Instance;
        }
    }
}

/// <summary>Represents the proxy of the environment or the system, which loopback addresses do not go through: they are the only ones without TLS.</summary>
internal sealed class DefaultProxy : IWebProxy
{
    private DefaultProxy()
    {
    }

    public static DefaultProxy Instance { get; } = new();

    public ICredentials? Credentials
    {
        get => HttpClient.DefaultProxy.Credentials;
        set => throw new NotSupportedException("The default proxy belongs to the whole process. Set HttpClient.DefaultProxy, or a proxy of the client's own.");
    }

    public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : HttpClient.DefaultProxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || HttpClient.DefaultProxy.IsBypassed(host);
}

/// <summary>Reports a primary handler that could show a photo to someone else and cannot be corrected.</summary>
internal sealed class UnsafeHandlerException : InvalidOperationException
{
    public UnsafeHandlerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
