using System.Text;
using System.Text.Json;
using LivenessSdk.Benchmarks.Measuring;
using LivenessSdk.Tests.Images;

namespace LivenessSdk.Benchmarks.Images;

/// <summary>Measures photos as base64, in and out, side by side with what clients usually do.</summary>
internal static class Base64Benchmarks
{
    private const int Length = 2_000_000;
    private const int Rounds = 101;

    public static async Task RunAsync(Table table)
    {
        await MeasureReadingAsync(table);
        await MeasureSendingAsync(table);
    }

    private static async Task MeasureReadingAsync(Table table)
    {
        byte[] photo = [.. Photos.Astronaut12Megapixels.AsSpan(0, Length)];
        string uri = "data:image/jpeg;base64," + Convert.ToBase64String(photo);

        double[] times = await Stopclock.CompareAsync(
            Rounds,
            Sync(() => LivenessImage.FromBase64(uri)),
            Sync(() => Convert.FromBase64String(uri.Substring(uri.IndexOf(',', StringComparison.Ordinal) + 1))));

        table.AddAtLeast("FromBase64 of a 2 MB data URI, times faster than Convert.FromBase64String(uri.Substring(…))", times[1] / times[0], 8, "", $" × ({Table.Text(times[0] * 1000, "µs")} : {Table.Text(times[1] * 1000, "µs")})");
        table.AddAtMost("FromBase64 of a 2 MB data URI, allocated beyond the photo", Stopclock.AllocatedBytes(() => LivenessImage.FromBase64(uri)) - Length, 500, "bytes");
    }

    private static async Task MeasureSendingAsync(Table table)
    {
        byte[] photo = [.. Photos.Astronaut12Megapixels.AsSpan(0, Length)];
        byte[] copy = new byte[Length];

        double[] times = await Stopclock.CompareAsync(
            Rounds,
            () => SendAsync(photo),
            Sync(() => photo.CopyTo(copy, 0)),
            async () =>
            {
                using StringContent usual = new(JsonSerializer.Serialize(new { faceImage = Convert.ToBase64String(photo) }), Encoding.UTF8, "application/json");
                await usual.CopyToAsync(Stream.Null);
            });

        table.AddAtMost("base64 JSON body of 2 MB / memcpy", times[0] / times[1], 3, "", $" × ({Table.Text(times[0] * 1000, "µs")} : {Table.Text(times[1] * 1000, "µs")})");
        table.Add("the same / ToBase64String + JsonSerializer + StringContent", $"{Table.Text(times[0] / times[2], "")} × ({Table.Text(times[2], "ms")})");
        foreach (int length in new[] { 250_000, 2_000_000, 20_000_000 })
        {
            byte[] sized = new byte[length];
            table.AddAtMost($"base64 JSON body of {length / 1000:N0} KB, allocated", Stopclock.AllocatedBytes(() => _ = SendAsync(sized)), 1023, "bytes");
        }

        table.Add("the usual body of 2 MB, allocated", $"{Stopclock.AllocatedBytes(() => _ = new StringContent(JsonSerializer.Serialize(new { faceImage = Convert.ToBase64String(photo) }))) / 1000:N0} KB");
    }

    private static async Task SendAsync(byte[] photo)
    {
        using Base64JsonContent content = new("{\"faceImage\":\"", photo, "\"}");
        await content.CopyToAsync(Stream.Null);
    }

    private static Func<Task> Sync(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };
}
