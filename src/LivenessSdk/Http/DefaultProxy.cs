using System.Net;

namespace LivenessSdk;

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
