using System.Text;
using LivenessSdk.Ledger.Tests.Support;
using LivenessSdk.Simulator;
using Npgsql;

namespace LivenessSdk.Ledger.Tests;

/// <summary>Looks for planted texts in all that a ledger leaves behind, the logs of the database included.</summary>
public sealed class LedgerPrivacyTests
{
    private const string User = "canary-user-4711";
    private const string Body = "canary-body-4712";
    private const string Gallery = "canary-gallery-4713";
    private const string Reference = "reference-0815";

    [Fact]
    public async Task The_files_of_SQLite_hold_nothing_of_a_person()
    {
        await using TestDatabase database = await TestDatabase.CreateSqliteAsync();
        LedgerSecret secret = LedgerSecret.Generate("test");
        await using (CheckLedger ledger = await database.OpenAsync(new CheckLedgerOptions { Secrets = { secret } }))
        {
            await FillAsync(ledger);
            foreach (string file in Directory.GetFiles(database.Folder))
            {
                Examine(file, ReadShared(file), secret);
            }

            ReadAll(database.Folder).Should().Contain(Reference, "the search finds what is there").And.Contain("riset");
        }

        Directory.GetFiles(database.Folder).Should().NotBeEmpty().And.AllSatisfy(file => Examine(file, File.ReadAllBytes(file), secret));
    }

    [Fact]
    public async Task PostgreSQL_holds_nothing_of_a_person()
    {
        await using TestDatabase database = await TestDatabase.CreatePostgreSqlAsync();
        LedgerSecret secret = LedgerSecret.Generate("test");
        await using CheckLedger ledger = await database.OpenAsync(new CheckLedgerOptions { Secrets = { secret } });
        await FillAsync(ledger);
        await database.ExecuteAsync("CHECKPOINT");

        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database.ConnectionString);
        await using NpgsqlCommand command = source.CreateCommand("SELECT c::text FROM liveness_check c");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        StringBuilder rows = new();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.AppendLine(reader.GetString(0));
        }

        rows.ToString().Should().Contain(Reference).And.Contain("riset");
        Examine("rows", Encoding.UTF8.GetBytes(rows.ToString()), secret);

        string[] files = await ReadFilesAsync(source, secret);
        files.Should().Contain("base", "the table is in a file").And.Contain("pg_wal", "its log is in another");
    }

    /// <summary>Examines all files of the server.</summary>
    /// <returns>The folders in which the reference was found.</returns>
    private static async Task<string[]> ReadFilesAsync(NpgsqlDataSource source, LedgerSecret secret)
    {
        await using NpgsqlCommand command = source.CreateCommand("SHOW data_directory");
        string data = (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        byte[] reference = Encoding.ASCII.GetBytes(Reference);
        HashSet<string> found = [];
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(data)!, "*", SearchOption.AllDirectories))
        {
            byte[] content;
            try
            {
                content = ReadShared(file);
            }
            catch (Exception e) when (e is FileNotFoundException || file.Contains(".s.PGSQL.", StringComparison.Ordinal))
            {
                continue; // The server has removed it meanwhile, or it is a socket.
            }

            foreach (string canary in new[] { User, Body, Gallery, secret.Key })
            {
                content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(canary)).Should().Be(-1, because: $"{file} holds no {canary}");
            }

            ExamineBytes(file, content, secret);
            if (content.AsSpan().IndexOf(reference) >= 0)
            {
                found.Add(Path.GetRelativePath(data, file).Split(Path.DirectorySeparatorChar)[0]);
            }
        }

        return [.. found];
    }

    [Fact]
    public async Task An_erased_key_is_gone_from_the_files_of_SQLite()
    {
        await using TestDatabase database = await TestDatabase.CreateSqliteAsync();
        await using CheckLedger ledger = await database.OpenAsync(new CheckLedgerOptions { Secrets = { LedgerSecret.Generate("test") } });
        await FillAsync(ledger);
        ReadAll(database.Folder).Should().Contain("key-of-a-person");

        await ledger.EraseAsync("key-of-a-person", TestContext.Current.CancellationToken);

        ReadAll(database.Folder).Should().NotContain("key-of-a-person").And.NotContain(Reference);
    }

    /// <summary>Runs a check of a named user that is answered, and one that ends in a response nobody understands.</summary>
    private static async Task FillAsync(CheckLedger ledger)
    {
        await using LedgerRig rig = await LedgerRig.StartAsync(builder => builder.AddIdempotent("riset-once", "riset"), ledger: ledger);
        RisetParameters parameters = new() { UserId = User, FaceGalleryId = Gallery };
        await rig.CheckAsync(
            new LivenessRequest(SamplePhoto.ToImage()) { IdempotencyKey = "key-of-a-person", TransactionId = Reference, Parameters = [parameters] }, "riset-once");
        rig.Simulator.Riset.Always(Scenario.Response(500, Body));
        await rig.FailAsync(new LivenessRequest(SamplePhoto.ToImage()) { IdempotencyKey = "key-2", Parameters = [parameters] }, "riset-once");
    }

    private static void Examine(string name, byte[] content, LedgerSecret secret)
    {
        string text = Encoding.Latin1.GetString(content);
        text.Should().NotContain("canary", because: name).And.NotContain(secret.Key, because: name);
        ExamineBytes(name, content, secret);
    }

    private static void ExamineBytes(string name, byte[] content, LedgerSecret secret)
    {
        content.AsSpan().IndexOf(Convert.FromBase64String(secret.Key)).Should().Be(-1, because: $"{name} holds no secret");
        foreach (int offset in new[] { 0, 1000, 10_000 })
        {
            content.AsSpan().IndexOf(SamplePhoto.Bytes.Span.Slice(offset, 32)).Should().Be(-1, because: $"{name} holds no part of the photo");
        }
    }

    private static string ReadAll(string folder) => string.Concat(Directory.GetFiles(folder).Select(file => Encoding.Latin1.GetString(ReadShared(file))));

    private static byte[] ReadShared(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
