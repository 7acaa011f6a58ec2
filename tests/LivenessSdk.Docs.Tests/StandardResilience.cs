using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Docs.Tests;

/// <summary>Stands for Microsoft.Extensions.Http.Resilience, which a page warns of and which this repository does not use.</summary>
public static class StandardResilience
{
    public static IHttpClientBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder) => builder;
}
