using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Npgsql;

namespace LivenessSdk.Ledger.Tests.Support;

/// <summary>Represents a PostgreSQL server that the project's own script starts, on a free loopback port, with its data in a temporary folder.</summary>
internal sealed class PostgreSqlServer : IDisposable
{
    private static readonly Lazy<Task<PostgreSqlServer?>> s_shared = new(StartAsync);
    private static int s_schemas;

    private readonly Process _script;

    private PostgreSqlServer(Process script, int port)
    {
        _script = script;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Gets the server that the tests of this process share; skips the test where there is none.</summary>
    public static async Task<PostgreSqlServer> GetAsync()
    {
        PostgreSqlServer? server = await s_shared.Value;
        Assert.SkipWhen(server is null, "Needs PostgreSQL, which .ci/install could not install.");
        return server!;
    }

    /// <summary>Starts a server of its own, for a test that crashes it; skips the test where there is none.</summary>
    public static async Task<PostgreSqlServer> StartOwnAsync()
    {
        PostgreSqlServer? server = await StartAsync();
        Assert.SkipWhen(server is null, "Needs PostgreSQL, which .ci/install could not install.");
        return server!;
    }

    /// <summary>Creates an empty schema, and returns how to connect to it.</summary>
    public async Task<string> CreateSchemaAsync()
    {
        string name = $"test{Interlocked.Increment(ref s_schemas)}";
        NpgsqlConnectionStringBuilder builder = new() { Host = "127.0.0.1", Port = Port, Username = "liveness", Database = "postgres" };
        await using NpgsqlDataSource dataSource = NpgsqlDataSource.Create(builder);
        await using NpgsqlCommand command = dataSource.CreateCommand($"CREATE SCHEMA {name}");
        await command.ExecuteNonQueryAsync();
        builder.SearchPath = name;
        builder.MaxAutoPrepare = 20; // As docs/ledger.md recommends; the workers' tests run without.
        return builder.ConnectionString;
    }

    /// <summary>Stops the server as a power cut would, and starts it again.</summary>
    public async Task CrashAsync()
    {
        await _script.StandardInput.WriteLineAsync("crash");
        await _script.StandardInput.FlushAsync();
        await ReadReadyAsync(_script);
    }

    public void Dispose()
    {
        _script.StandardInput.Close();
        _script.WaitForExit(TimeSpan.FromSeconds(30));
        _script.Dispose();
    }

    private static async Task<PostgreSqlServer?> StartAsync()
    {
        bool isInstalled = OperatingSystem.IsLinux()
            && (Directory.Exists("/usr/lib/postgresql") || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "initdb"))));
        if (!isInstalled)
        {
            return null;
        }

        int port = FindFreePort();
        string root = typeof(PostgreSqlServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;
        ProcessStartInfo start = new("bash") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(root, ".ci", "start-postgresql"));
        start.ArgumentList.Add($"{port}");
        Process script = Process.Start(start)!;
        await ReadReadyAsync(script);
        return new PostgreSqlServer(script, port);
    }

    private static async Task ReadReadyAsync(Process script)
    {
        string? line = await script.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(90));
        (line == "ready").Should().BeTrue("the script starts PostgreSQL");
    }

    private static int FindFreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
