using LivenessSdk;
using LivenessSdk.Worker.Tool;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

const int UsageError = 2;

IHostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
bool servesHealth = builder.Configuration["Urls"] is { Length: > 0 };
if (servesHealth)
{
    builder = WebApplication.CreateSlimBuilder(args);
}

if (builder.Configuration.GetConnectionString("Ledger") is not { Length: > 0 } database)
{
    return Fail(["The ledger is not configured. Set ConnectionStrings:Ledger to a PostgreSQL database, such as \"Host=db;Database=liveness\", and create its tables with the SQL that 'liveness ledger schema' prints."]);
}

IConfigurationSection section = builder.Configuration.GetSection("Liveness");
builder.Logging.AddSimpleConsole(console =>
{
    console.SingleLine = true;
    console.TimestampFormat = "HH:mm:ss ";
});

// Checks in flight are paid for, so they are awaited when the worker stops.
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(90));
builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(database));
builder.Services.AddLiveness(section)
    .UseLedger((services, options) => new SqlCheckLedger(services.GetRequiredService<NpgsqlDataSource>(), SqlLedgerDialect.PostgreSql, options))
    .UseSqlRateLimiters(SqlLedgerDialect.PostgreSql, services => services.GetRequiredService<NpgsqlDataSource>());
builder.Services.AddLivenessWorker(section.GetSection("Worker"));

try
{
    using IHost host = builder is WebApplicationBuilder web ? HealthEndpoint.Map(web.Build()) : ((HostApplicationBuilder)builder).Build();
    await host.RunAsync();
    return 0;
}
catch (OptionsValidationException e)
{
    return Fail(e.Failures);
}
catch (AggregateException e) when (e.InnerExceptions.All(problem => problem is OptionsValidationException))
{
    return Fail(e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(problem => problem.Failures));
}
catch (InvalidOperationException e)
{
    return Fail([e.Message]); // An unknown key, or a value that cannot be converted.
}

static int Fail(IEnumerable<string> problems)
{
    foreach (string problem in problems)
    {
        Console.Error.WriteLine($"liveness-worker: {problem}");
    }

    return UsageError;
}
