using System.Diagnostics;
using System.Globalization;
using LivenessSdk;

namespace QuickStart;

/// <summary>Prints one comparable line per check.</summary>
internal sealed class ResultTable
{
    private readonly LivenessImage _photo;

    public ResultTable(LivenessImage photo)
    {
        _photo = photo;
    }

    public static void Begin(string title)
    {
        Console.WriteLine();
        Console.WriteLine($"== {title}");
        Print("provider", "verdict", "score", "photo", "sent", "time", "why");
    }

    /// <summary>Runs one check and prints its line.</summary>
    /// <returns>A value indicating whether the vendor returned a verdict.</returns>
    public async Task<bool> AddAsync(string provider, ILivenessClient client)
    {
        string original = Describe(_photo.Data.Length, _photo.Width, _photo.Height);
        long started = Stopwatch.GetTimestamp();
        try
        {
            LivenessResult result = await client.CheckAsync(_photo);
            string sent = result.Frames is [{ Sent: { } form }, ..] ? Describe(form.Bytes, form.Width, form.Height) : "nothing";
            string reasons = string.Join(", ", result.Reasons.Select(reason => reason.Code));
            Print(provider, $"{result.Verdict}", Format(result.Score), original, sent, Elapsed(started), reasons);
            return true;
        }
        catch (LivenessException e)
        {
            string billed = e.MayHaveBeenProcessed ? "may have been billed" : "was not billed";
            Print(provider, "no verdict", "", original, "", Elapsed(started), $"{e.Error}, {billed}: {e.Message}");
            return false;
        }
    }

    private static void Print(string provider, string verdict, string score, string photo, string sent, string time, string why) =>
        Console.WriteLine($"{provider,-10}{verdict,-14}{score,6}  {photo,-20}{sent,-20}{time,8}  {why}".TrimEnd());

    private static string Format(double? score) => score?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";

    private static string Describe(int bytes, int width, int height) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000,5} kB {width}x{height}");

    private static string Elapsed(long started) =>
        string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");
}
