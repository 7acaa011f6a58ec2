using System.Text;
using System.Text.Json;

namespace LivenessSdk.Benchmarks.Overhead;

/// <summary>Asks Argos as most code does: the photo becomes a string, the string becomes JSON, the JSON becomes bytes.</summary>
internal sealed class UsualClient(HttpClient client, Uri address)
{
    public async Task<bool> IsLiveAsync(byte[] photo)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address)
        {
            Content = new StringContent(
                JsonSerializer.Serialize(new { faceImage = Convert.ToBase64String(photo) }), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-api-key", "key");
        using HttpResponseMessage response = await client.SendAsync(request).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using JsonDocument reply = JsonDocument.Parse(await response.Content.ReadAsStringAsync().ConfigureAwait(false));
        return reply.RootElement.GetProperty("result").GetProperty("liveness_score").GetDouble() >= 50;
    }
}
