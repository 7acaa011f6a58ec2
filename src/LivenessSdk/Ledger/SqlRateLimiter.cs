using System.Data.Common;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LivenessSdk;

/// <summary>Represents one rate limit that any number of machines share, in the ledger's database and by its clock.</summary>
/// <remarks>
/// <para>
/// All limiters of one name and one database grant together, in any window of time, at most the rate times its length plus the burst. Give
/// all of them the same options. <see cref="RateLimiter.AcquireAsync"/> waits for its turn, at most
/// <see cref="RateLimitOptions.QueueTimeout"/>; a rejected lease has <see cref="MetadataName.RetryAfter"/>. A permit is used up when it is
/// granted; disposing the lease returns nothing. A permit whose caller canceled goes to the next.
/// </para>
/// <para>
/// <see cref="RateLimiter.AttemptAcquire"/> never asks the database: it grants a permit that is reserved and due, and rejects otherwise.
/// </para>
/// <para>
/// The tables must exist: call <see cref="CreateSchemaAsync"/> or <see cref="SqlCheckLedger.CreateSchemaAsync"/> once, or run
/// <see cref="SqlLedgerDialect.Schema"/> as the database's owner.
/// </para>
/// </remarks>
public sealed class SqlRateLimiter : RateLimiter
{
    private readonly SqlLedgerSession _session;
    private readonly SqlRateRow _row;
    private readonly SqlRateQueue _queue;

    /// <summary>Initializes a new instance of the <see cref="SqlRateLimiter"/> class.</summary>
    /// <param name="dataSource">The database. The caller disposes it, after the limiter.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="name">The name of the limit: limiters of one name share it.</param>
    /// <param name="options">The limit. <see cref="RateLimitOptions.PermitsPerSecond"/> and <see cref="RateLimitOptions.OutagePermitsPerSecond"/> must be set; <see cref="RateLimitOptions.QueueLimit"/> is not used.</param>
    /// <param name="timeProvider">The clock by which callers wait, or <see langword="null"/> for the system's.</param>
    /// <param name="loggerFactory">Logs that the database is down or back, or <see langword="null"/> to log nothing.</param>
    /// <exception cref="ArgumentException">The options are invalid; the message lists every problem.</exception>
    public SqlRateLimiter(
        DbDataSource dataSource,
        SqlLedgerDialect dialect,
        string name,
        RateLimitOptions options,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(options);
        string[] problems = [.. options.FindProblems(), .. FindProblems(options)];
        if (problems.Length > 0)
        {
            throw new ArgumentException($"The options of the rate limit '{name}' are invalid. {string.Join(' ', problems)}", nameof(options));
        }

        double rate = options.PermitsPerSecond!.Value;
        timeProvider ??= TimeProvider.System;
        ILogger logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger(LivenessDiagnostics.LogCategoryName);
        _session = dialect.Connect(dataSource);
        _row = new SqlRateRow(dialect, _session, name, rate, options.Burst);
        _queue = new SqlRateQueue(new SqlRateSource(_row, name, options, timeProvider, logger), new SqlRatePermits(rate), options);
    }

    /// <summary>Gets how long nobody has asked for a permit, or <see langword="null"/> while somebody waits for one.</summary>
    public override TimeSpan? IdleDuration => _queue.IdleDuration;

    /// <summary>Creates the ledger's tables where they are missing. Several processes may do so at the same time.</summary>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <exception cref="DbException">The database is down, or the user may not create tables.</exception>
    public Task CreateSchemaAsync(CancellationToken cancellationToken = default) => _row.CreateSchemaAsync(cancellationToken);

    /// <summary>Gets how many leases were granted and rejected, how many permits callers wait for, and, as available, the permits that the next second is expected to bring.</summary>
    public override RateLimiterStatistics GetStatistics() => _queue.GetStatistics();

    /// <summary>Finds what a shared limit needs beyond a local one.</summary>
    internal static IEnumerable<string> FindProblems(RateLimitOptions options)
    {
        if (options.PermitsPerSecond is null)
        {
            yield return "Resilience:RateLimit:PermitsPerSecond must be set: the limit is shared with other machines.";
        }

        if (options.OutagePermitsPerSecond is null)
        {
            yield return "Resilience:RateLimit:OutagePermitsPerSecond must be set: what each machine may send while the database of the shared limit is down, 0 for nothing.";
        }
    }

    /// <inheritdoc />
    protected override RateLimitLease AttemptAcquireCore(int permitCount) => _queue.AttemptAcquire(permitCount);

    /// <inheritdoc />
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        _queue.AcquireAsync(permitCount, cancellationToken);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _queue.Dispose();
        if (disposing)
        {
            _ = _session.DisposeAsync().AsTask();
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc />
    protected override async ValueTask DisposeAsyncCore()
    {
        _queue.Dispose();
        await _session.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsyncCore().ConfigureAwait(false);
    }
}
