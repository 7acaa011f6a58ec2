using LivenessSdk.Ledger.Tests.Support;
using LivenessSdk.Simulator;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Ledger.Tests;

/// <summary>States that SQLite remembers a photo before it leaves, whatever part of its log a crash leaves behind.</summary>
public sealed class WalTests
{
    private const int Keys = 25;
    private const int HeaderBytes = 32;
    private const int FrameBytes = 24 + 4096;

    [Fact]
    public async Task Every_photo_that_had_left_has_its_entry_wherever_the_log_is_cut_off()
    {
        using TemporaryFolder folder = new();
        string database = folder.PathOf("ledger.db");
        List<(string Key, long LogLength)> sent = [];
        string key = "";
        await using SqlCheckLedger ledger = Open(database);
        await ledger.CreateSchemaAsync(TestContext.Current.CancellationToken);
        await using LedgerRig rig = await LedgerRig.StartAsync(
            builder => builder.ConfigureHttpClient("argos", http => http.AddHttpMessageHandler(() => new PausingHandler(() =>
            {
                sent.Add((key, new FileInfo(database + "-wal").Length)); // The photo leaves after this.
                return Task.CompletedTask;
            }))),
            ledger: ledger);
        foreach (int i in Enumerable.Range(0, Keys))
        {
            key = $"k{i}";
            rig.Simulator.Argos.Next(i % 5 == 4 ? Scenario.ServerError : Scenario.Live);
            await FluentActions.Awaiting(() => rig.CheckAsync(LedgerRig.Request(key))).Should().NotThrowAsync<IOException>();
        }

        byte[] main = ReadShared(database);
        byte[] log = ReadShared(database + "-wal");
        sent.Should().HaveCount(Keys);
        int frames = (log.Length - HeaderBytes) / FrameBytes;
        frames.Should().BeGreaterThan(Keys * 2);
        for (int frame = 0; frame <= frames; frame++)
        {
            int length = HeaderBytes + (frame * FrameBytes);
            IReadOnlySet<string> kept = await ReadKeysAsync(main, log[..length]);
            sent.Where(photo => photo.LogLength <= length && !kept.Contains(photo.Key)).Should().BeEmpty(because: $"frame {frame} of {frames}");
        }
    }

    private static SqlCheckLedger Open(string path) =>
        new(
            SqliteFactory.Instance.CreateDataSource($"Data Source={path};Pooling=False"),
            SqlLedgerDialect.Sqlite,
            new CheckLedgerOptions { Retention = null, Secrets = { LedgerSecret.Generate("test") } });

    private static byte[] ReadShared(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Reads the keys that are dispatched or further, from a database as a crash would leave it.</summary>
    private static async Task<IReadOnlySet<string>> ReadKeysAsync(byte[] main, byte[] log)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllBytesAsync(folder.PathOf("ledger.db"), main);
        await File.WriteAllBytesAsync(folder.PathOf("ledger.db-wal"), log);
        await using SqliteConnection connection = new($"Data Source={folder.PathOf("ledger.db")};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand exists = connection.CreateCommand();
        exists.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'liveness_check'";
        if ((long)(await exists.ExecuteScalarAsync())! == 0)
        {
            return new HashSet<string>();
        }

        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT key FROM liveness_check WHERE state >= 2";
        HashSet<string> keys = [];
        await using SqliteDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            keys.Add(reader.GetString(0));
        }

        return keys;
    }
}
