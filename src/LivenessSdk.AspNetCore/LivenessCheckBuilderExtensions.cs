using LivenessSdk;
using LivenessSdk.AspNetCore;
using LivenessSdk.AspNetCore.Challenges;
using LivenessSdk.AspNetCore.Checks;
using LivenessSdk.AspNetCore.Endpoints;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides extension methods that add the services of <c>MapLivenessCheck</c>.</summary>
public static class LivenessCheckBuilderExtensions
{
    /// <summary>Adds the camera check.</summary>
    /// <remarks>Data protection and antiforgery are added, too. Several servers need shared data protection keys and a shared <see cref="LivenessCheckStore"/>.</remarks>
    /// <param name="builder">The builder of the liveness clients.</param>
    /// <param name="configure">Sets the options, or <see langword="null"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    public static LivenessBuilder AddLivenessCheck(this LivenessBuilder builder, Action<LivenessCheckOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        IServiceCollection services = builder.Services;
        services.AddDataProtection();
        services.AddAntiforgery();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LivenessCheckStore, MemoryLivenessCheckStore>();
        services.TryAddSingleton<GuardedCheckStore>();
        services.TryAddSingleton<ChallengeIssuer>();
        services.TryAddSingleton<CheckAttempts>();
        services.TryAddSingleton<CheckRunner>();
        services.TryAddSingleton<CheckWarmup>();
        services.TryAddSingleton<ResultProcessing>();
        services.TryAddSingleton<RequestLimiter>();
        services.TryAddSingleton<LivenessCheckEndpoints>();
        services.TryAddSingleton(provider => new LivenessReceipts(
            provider.GetRequiredService<IDataProtectionProvider>(),
            provider.GetRequiredService<LivenessCheckStore>(),
            provider.GetRequiredService<IOptions<LivenessCheckOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LivenessCheckOptions>, LivenessCheckOptionsValidator>());
        services.AddOptions<LivenessCheckOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        return builder;
    }
}
