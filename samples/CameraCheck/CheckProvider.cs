using LivenessSdk;
using LivenessSdk.Providers;

namespace CameraCheck;

/// <summary>Tells what the page has to know of the provider that checks.</summary>
public sealed class CheckProvider
{
    public CheckProvider(ILivenessClientFactory clients, IConfiguration configuration, bool isSimulated)
    {
        string name = configuration["Liveness:Default"] ?? clients.Names.First();
        LivenessProviderInfo? info = clients.GetProviderInfo(name);
        Vendor = info?.Vendor ?? name;
        MaxPhotos = info?.MaxFrames ?? 1;
        IsSimulated = isSimulated;
    }

    public string Vendor { get; }

    public int MaxPhotos { get; }

    public bool IsSimulated { get; }
}
