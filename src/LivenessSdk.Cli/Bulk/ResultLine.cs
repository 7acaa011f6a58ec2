using System.Text.Json;

namespace LivenessSdk.Cli;

/// <summary>Represents the identity and the rank of a line in a result file.</summary>
/// <param name="Identity">The photo and its client; without a file if the line was not written by this command.</param>
/// <param name="Rank">The rank: a result is higher than a failure, a failure is higher than an unknown outcome, and a result with details is higher than one without.</param>
internal readonly record struct ResultLine(ResultLine.Key Identity, int Rank)
{
    /// <summary>Reads a line.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="provider">The client of a line that contains none.</param>
    public static ResultLine Read(ReadOnlyMemory<byte> line, string provider)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            bool isResult = root.TryGetProperty("result", out JsonElement outcome);
            bool isFailure = !isResult && root.TryGetProperty("failure", out outcome);
            bool isBrief = root.TryGetProperty("fromJournal", out _);
            string? named = isResult || isFailure ? outcome.GetProperty("provider").GetString() : null;
            return new ResultLine(
                new Key(root.GetProperty("file").GetString(), named ?? provider, root.TryGetProperty("simulated", out _)),
                isResult ? (isBrief ? 2 : 3) : isFailure ? 1 : 0);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return default; // Not written by this command: the line is kept unchanged.
        }
    }

    /// <summary>Represents a photo and the client that checked it.</summary>
    public readonly record struct Key(string? File, string ClientName, bool IsSimulated);
}
