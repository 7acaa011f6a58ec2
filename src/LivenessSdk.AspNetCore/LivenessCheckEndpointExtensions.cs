using LivenessSdk.AspNetCore.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Provides extension methods that map the endpoints of the camera check.</summary>
public static class LivenessCheckEndpointExtensions
{
    /// <summary>Maps the module <c>camera.js</c> with the files it loads, and the endpoints that the element <c>&lt;liveness-camera&gt;</c> calls.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path prefix of the endpoints, for instance "/liveness".</param>
    /// <returns>A builder for conventions of all these endpoints, for instance <c>RequireAuthorization</c>.</returns>
    /// <exception cref="InvalidOperationException"><c>AddLivenessCheck</c> was not called.</exception>
    public static IEndpointConventionBuilder MapLivenessCheck(this IEndpointRouteBuilder endpoints, string pattern)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);

        if (!endpoints.ServiceProvider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(LivenessCheckEndpoints)))
        {
            throw new InvalidOperationException("MapLivenessCheck requires services that are not registered. Call AddLiveness(…).AddLivenessCheck() first.");
        }

        RouteGroupBuilder group = endpoints.MapGroup(pattern);
        foreach (string name in CameraFiles.Names)
        {
            group.MapMethods(name, [HttpMethods.Get, HttpMethods.Head], context => CameraFiles.ServeAsync(context, name)).ExcludeFromDescription();
        }

        group.MapPost("challenge", context => Endpoints(context).ChallengeAsync(context)).ExcludeFromDescription();
        group.MapPost("check", context => Endpoints(context).CheckAsync(context)).ExcludeFromDescription();
        return group;
    }

    private static LivenessCheckEndpoints Endpoints(HttpContext context) => context.RequestServices.GetRequiredService<LivenessCheckEndpoints>();
}
