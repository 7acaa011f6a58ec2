using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace LivenessSdk;

/// <summary>Configures the named HTTP client of each client.</summary>
internal static class ProviderHttpClient
{
    /// <summary>Gets the name of a client's HTTP client.</summary>
    public static string NameFor(string clientName) => $"LivenessSdk:{clientName}";

    public static void Add(IServiceCollection services, string clientName)
    {
        string name = NameFor(clientName);
        IHttpClientBuilder builder = services.AddHttpClient(name);

        // Application-wide defaults run before a client's own configuration, whichever was registered first. What they
        // added is dropped here, since a retrying handler would send paid requests twice. What the user adds later stays.
        services.Configure<HttpClientFactoryOptions>(name, options =>
        {
            options.HttpMessageHandlerBuilderActions.Clear();
            options.HttpClientActions.Clear();
        });
        builder
            .RemoveAllLoggers()
            .UseSocketsHttpHandler((handler, _) => Configure(handler))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan); // Connections are renewed by their own lifetime.

        // After everything the user adds, so that it is next to the network.
        services.PostConfigure<HttpClientFactoryOptions>(name, options =>
            options.HttpMessageHandlerBuilderActions.Add(handlers =>
            {
                handlers.Services.GetRequiredKeyedService<ClientConnection>(clientName).Attach(clientName, handlers.PrimaryHandler);
                AddNextToNetwork(handlers, new SendOnceHandler());
            }));
    }

    /// <summary>Finds the problems of a client's handlers, by building them.</summary>
    public static IEnumerable<string> FindErrors(IServiceProvider services, string clientName)
    {
        try
        {
            services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(NameFor(clientName));
            return [];
        }
        catch (UnsafeHandlerException e)
        {
            return [e.Message];
        }
        catch (InvalidOperationException e)
        {
            return [$"{clientName}: the handlers of its HTTP client cannot be built. A primary handler must be a new one. {e.Message}"];
        }
    }

    /// <summary>Adds a handler after all others, also after those that the application made part of its primary handler.</summary>
    private static void AddNextToNetwork(HttpMessageHandlerBuilder handlers, DelegatingHandler innermost)
    {
        if (handlers.PrimaryHandler is not DelegatingHandler { InnerHandler: not null } last)
        {
            handlers.AdditionalHandlers.Add(innermost);
            return;
        }

        while (last.InnerHandler is DelegatingHandler { InnerHandler: not null } next)
        {
            last = next;
        }

        if (last is not SendOnceHandler)
        {
            innermost.InnerHandler = last.InnerHandler;
            last.InnerHandler = innermost;
        }
    }

    private static void Configure(SocketsHttpHandler handler)
    {
        handler.AllowAutoRedirect = false;
        handler.AutomaticDecompression = DecompressionMethods.All;
        handler.UseCookies = false;
        handler.ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(); // Baggage can contain anything, and a vendor must not receive it.
        handler.ConnectTimeout = TimeSpan.FromSeconds(10);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        handler.PooledConnectionIdleTimeout = ClientConnection.IdleTimeout;
        handler.MaxConnectionsPerServer = 512;
        handler.EnableMultipleHttp2Connections = true;
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(15);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
    }
}
