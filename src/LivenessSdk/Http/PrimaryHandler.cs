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
