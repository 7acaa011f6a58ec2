using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Gets what every client needs from the container.</summary>
internal static class ServiceProviderExtensions
{
    public static TimeProvider GetTimeProvider(this IServiceProvider services) => services.GetService<TimeProvider>() ?? TimeProvider.System;

    public static ILogger GetLivenessLogger(this IServiceProvider services) => services.GetRequiredService<ILoggerFactory>().CreateLogger(LivenessDiagnostics.LogCategoryName);
}
