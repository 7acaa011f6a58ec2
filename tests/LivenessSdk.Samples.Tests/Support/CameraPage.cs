namespace LivenessSdk.Samples.Tests;

/// <summary>Runs the sample CameraCheck on a free port, with its vendors played by the test's own simulator or by the sample's.</summary>
internal sealed class CameraPage : IDisposable
{
    private const string Announcement = "Now listening on: ";

    private readonly Sample _sample;

    private CameraPage(Sample sample, Uri address)
    {
        _sample = sample;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<CameraPage> StartAsync(IEnumerable<KeyValuePair<string, string?>> settings, params string[] arguments)
    {
        Sample sample = Sample.Start("CameraCheck", settings, ["--urls", "http://127.0.0.1:0", .. arguments]);
        string line = await sample.WaitForLineAsync(Announcement);
        return new CameraPage(sample, new Uri(line[(line.IndexOf(Announcement, StringComparison.Ordinal) + Announcement.Length)..].Trim()));
    }

    public void Dispose() => _sample.Dispose();
}
