using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Provides extension methods that share rate limits of clients among machines.</summary>
public static class RateLimiterBuilderExtensions
{
    /// <summary>Shares the rate limit of a vendor's client with all machines that use the same database: see <see cref="SqlRateLimiter"/>.</summary>
    /// <remarks>
    /// The limit is the client's <see cref="ResilienceOptions.RateLimit"/>, from code or configuration, as it is when the client is first used.
    /// The start-up fails if <see cref="RateLimitOptions.PermitsPerSecond"/> or <see cref="RateLimitOptions.OutagePermitsPerSecond"/> is not set.
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="clientName">The name of the client, registered before this call.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="findDataSource">Finds the database; called once. Its creator disposes it.</param>
    /// <param name="limit">The name of the limit, or <see langword="null"/> for that of the client. Clients of one account share one limit.</param>
    /// <exception cref="ArgumentException">No client of a vendor has that name.</exception>
    public static LivenessBuilder UseSqlRateLimiter(
        this LivenessBuilder builder, string clientName, SqlLedgerDialect dialect, Func<IServiceProvider, DbDataSource> findDataSource, string? limit = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(clientName);
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(findDataSource);
        if (builder.Registrations.Find(clientName) is not { FindRateLimit: { } findRateLimit } registration)
        {
            throw new ArgumentException($"No client of a vendor is named '{clientName}'. Register it before this call.", nameof(clientName));
        }

        registration.SharesRateLimit = true;
        return builder.UseRateLimiter(clientName, services => Create(services, registration, dialect, findDataSource, limit));
    }

    /// <summary>Shares the rate limits of all clients of vendors registered so far whose <see cref="RateLimitOptions.OutagePermitsPerSecond"/> is set, each under the client's name.</summary>
    /// <remarks>The limits of the others stay local to each machine.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="findDataSource">Finds the database. Its creator disposes it.</param>
    public static LivenessBuilder UseSqlRateLimiters(this LivenessBuilder builder, SqlLedgerDialect dialect, Func<IServiceProvider, DbDataSource> findDataSource)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(findDataSource);
        foreach (LivenessRegistration registration in builder.Registrations.Items.Where(item => item.FindRateLimit is not null))
        {
            builder.UseRateLimiter(registration.Name, services =>
                registration.FindRateLimit!(services).OutagePermitsPerSecond is null ? null! : Create(services, registration, dialect, findDataSource, limit: null));
        }

        return builder;
    }

    private static SqlRateLimiter Create(
        IServiceProvider services, LivenessRegistration registration, SqlLedgerDialect dialect, Func<IServiceProvider, DbDataSource> findDataSource, string? limit) =>
        new(
            findDataSource(services),
            dialect,
            limit ?? registration.Name,
            registration.FindRateLimit!(services),
            services.GetTimeProvider(),
            services.GetRequiredService<ILoggerFactory>());
}
