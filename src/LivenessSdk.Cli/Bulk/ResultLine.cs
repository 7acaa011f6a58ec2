using System.Text.Json;

namespace LivenessSdk.Cli;

/// <summary>Represents what tells one line of a result file from another, and which of two lines of a photo says more.</summary>
/// <param name="Identity">The photo and its client; without a file where the line is not one of ours.</param>
/// <param name="Rank">More for a result than for a failure, and for a failure than for an unknown outcome. A result without details stands below one that has them.</param>
internal readonly record struct ResultLine(ResultLine.Key Identity, int Rank)
{
    /// <summary>Reads a line.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="provider">The client of a line that names none.</param>
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
            return default; // Not a line of ours: it stays as it is.
        }
    }

    /// <summary>Represents a photo and the client that checked it.</summary>
    public readonly record struct Key(string? File, string ClientName, bool IsSimulated);
}
