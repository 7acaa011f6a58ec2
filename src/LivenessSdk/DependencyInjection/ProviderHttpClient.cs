using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace LivenessSdk;

/// <summary>Sets up the named HTTP client of each registration.</summary>
internal static class ProviderHttpClient
{
    /// <summary>Gets the name of the HTTP client that belongs to a registration.</summary>
    public static string NameFor(string registration) => $"LivenessSdk:{registration}";

    public static void Add(IServiceCollection services, string registration)
    {
        string name = NameFor(registration);
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
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.AllowAutoRedirect = false;
                handler.AutomaticDecompression = DecompressionMethods.All;
                handler.UseCookies = false;
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }
}
