using Microsoft.Extensions.Options;

namespace LivenessSdk.Worker;

/// <summary>Loads each photo with the first source that supports its reference: those of the application, then those of the options.</summary>
internal sealed class PhotoLoader : IDisposable
{
    private readonly PhotoSource[] _sources;
    private readonly HttpsPhotoSource? _https;

    public PhotoLoader(IEnumerable<PhotoSource> ownSources, IOptions<LivenessWorkerOptions> options, TimeProvider? timeProvider = null)
    {
        LivenessWorkerOptions value = options.Value;
        _https = value.PhotoHosts.Count > 0 ? new HttpsPhotoSource(value, timeProvider) : null;
        FolderPhotoSource? folder = value.PhotoFolder is { } path ? new FolderPhotoSource(path, new ImageLimits { MaxBytes = value.MaxPhotoBytes }) : null;
        _sources = [.. ownSources, .. new PhotoSource?[] { _https, folder }.OfType<PhotoSource>()];
    }

    /// <summary>Loads a photo.</summary>
    /// <exception cref="LivenessException">The photo cannot be loaded.</exception>
    public Task<LivenessRequest> LoadAsync(string reference, CancellationToken cancellationToken) =>
        Array.Find(_sources, source => source.CanLoad(reference)) is { } source
            ? source.LoadAsync(reference, cancellationToken)
            : throw new LivenessException(LivenessError.InvalidRequest, "No photo source of the worker supports this reference. Set PhotoFolder or PhotoHosts, or register your own PhotoSource.");

    public void Dispose() => _https?.Dispose();
}
