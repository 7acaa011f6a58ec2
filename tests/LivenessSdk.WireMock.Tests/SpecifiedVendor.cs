using System.Text;
using WireMock.Server;
using WireMock.Settings;

namespace LivenessSdk.WireMock.Tests;

/// <summary>Plays a vendor by the mapping files of its specification; a request that leaves the specification is answered with 404.</summary>
internal sealed class SpecifiedVendor : IDisposable
{
    private readonly WireMockServer _server = WireMockServer.Start(new WireMockServerSettings { StartAdminInterface = false });

    /// <summary>Starts the vendor.</summary>
    /// <param name="vendor">The folder below <c>Mappings</c>.</param>
    /// <param name="mappings">The files in it, without their extension.</param>
    public SpecifiedVendor(string vendor, params string[] mappings)
    {
        foreach (string mapping in mappings)
        {
            _server.WithMapping(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Mappings", vendor, $"{mapping}.json")));
        }
    }

    public Uri EndpointOf(string path) => new($"{_server.Url}{path}");

    /// <summary>Gets the body of the one request to a path, its bytes as characters, for what the mappings do not match.</summary>
    public string BodyOf(string path) =>
        Encoding.Latin1.GetString(_server.LogEntries.Single(entry => entry.RequestMessage!.Path == path).RequestMessage!.BodyAsBytes!);

    /// <summary>Checks a photo, or several, by one client.</summary>
    public static async Task<LivenessResult> CheckAsync(Action<LivenessBuilder> register, LivenessRequest? request = null)
    {
        await using LivenessClient client = LivenessClient.Create(register);
        return await client.CheckAsync(request ?? new LivenessRequest(SamplePhoto.ToImage()), TestContext.Current.CancellationToken);
    }

    /// <summary>Checks a photo, and expects that the call breaks.</summary>
    public static async Task<LivenessException> FailAsync(Action<LivenessBuilder> register) =>
        (await FluentActions.Awaiting(() => CheckAsync(register)).Should().ThrowAsync<LivenessException>()).Which;

    /// <summary>Stops the vendor, and asserts that each request was one of its specification and none was sent twice.</summary>
    public void Dispose()
    {
        string[] unspecified =
        [
            .. _server.LogEntries.Where(entry => entry.RequestMatchResult?.IsPerfectMatch != true)
                .Select(entry => $"{entry.RequestMessage!.Method} {entry.RequestMessage.Path}, which no mapping matches"),
        ];
        string[] calls = [.. _server.LogEntries.Select(entry => $"{entry.RequestMessage!.Method} {entry.RequestMessage.Path}")];
        _server.Dispose();
        unspecified.Should().BeEmpty();
        calls.Should().NotBeEmpty().And.OnlyHaveUniqueItems();
    }
}
