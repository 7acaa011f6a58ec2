using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LivenessSdk.Benchmarks.Verdict;

/// <summary>Asks as most code does: the whole photo, an <see cref="HttpClient"/> for each call, a token for each check, a poll every two seconds.</summary>
internal static class UsualVerdictClient
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromSeconds(2);

    /// <param name="address">Where the vendor is; the paths below it answer anything.</param>
    /// <param name="trust">Makes a handler that trusts the vendor's certificate.</param>
    /// <param name="photo">The photo.</param>
    /// <param name="vendor">The vendor, which decides what has to be sent.</param>
    public static async Task CheckAsync(Uri address, Func<HttpMessageHandler> trust, byte[] photo, string vendor)
    {
        string? token = vendor is "progeny" or "riset" ? await SendAsync(address, trust, new StringContent("{}")) : null;
        using HttpContent body = vendor == "progeny"
            ? new MultipartFormDataContent { { new ByteArrayContent(photo), "image", "photo.jpg" } }
            : new StringContent(JsonSerializer.Serialize(new { image = Convert.ToBase64String(photo) }), Encoding.UTF8, "application/json");
        long began = Environment.TickCount64;
        await SendAsync(address, trust, body, token);
        if (vendor == "progeny")
        {
            // The vendor began when the photo had arrived; the first poll that comes later finds it finished.
            do
            {
                await Task.Delay(s_pollInterval);
                await SendAsync(address, trust, null, token);
            }
            while (Environment.TickCount64 - began < VendorFront.Processing.TotalMilliseconds);
        }
    }

    private static async Task<string> SendAsync(Uri address, Func<HttpMessageHandler> trust, HttpContent? body, string? token = null)
    {
        using HttpClient client = new(trust());
        using HttpRequestMessage request = new(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(address, "usual")) { Content = body };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await client.SendAsync(request);
        await response.Content.ReadAsStringAsync();
        return "token";
    }
}
