using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Simulator;

/// <summary>Starts a simulator on a clock that stands still, with a plain client, for each test.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    protected ManualTimeProvider Time { get; } = new();

    protected HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    protected LivenessSimulator Simulator { get; private set; } = null!;

    protected static byte[] Photo => TestPhoto.Jpeg(640, 480);

    protected static string PhotoText => Convert.ToBase64String(Photo);

    public virtual async ValueTask InitializeAsync()
    {
        Simulator = await LivenessSimulator.StartAsync(new LivenessSimulatorOptions { TimeProvider = Time });
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Simulator.DisposeAsync();
    }

    protected static HttpRequestMessage Json(VendorSimulator vendor, string path, string json, params (string Name, string Value)[] headers)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, vendor.Endpoint + path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        foreach ((string name, string value) in headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    protected async Task<(int Status, string Body)> SendAsync(HttpRequestMessage message)
    {
        using (message)
        using (HttpResponseMessage response = await Http.SendAsync(message))
        {
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }
}
