namespace LivenessSdk.Worker;

/// <summary>Loads photos from a folder and the folders below it, by their relative path.</summary>
/// <remarks>Absolute paths, <c>..</c> and links that lead out of the folder are rejected, and so are pipes and devices.</remarks>
public sealed class FolderPhotoSource : PhotoSource
{
    private readonly string _folder;
    private readonly ImageLimits _limits;

    /// <summary>Initializes a new instance of the <see cref="FolderPhotoSource"/> class.</summary>
    /// <param name="folder">The path of the folder.</param>
    /// <param name="limits">What a photo may cost, or <see langword="null"/> for <see cref="ImageLimits.Default"/>.</param>
    public FolderPhotoSource(string folder, ImageLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);

        _folder = Path.GetFullPath(folder);
        _limits = limits ?? ImageLimits.Default;
    }

    /// <inheritdoc />
    /// <remarks>It loads every reference that is not an address such as <c>https://…</c>.</remarks>
    public override bool CanLoad(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);

        return !reference.Contains("://", StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public override async Task<LivenessRequest> LoadAsync(string reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (!IsRelative(reference))
        {
            throw new LivenessException(LivenessError.InvalidRequest, "The reference of the photo must be a relative path below the worker's folder, without '..', '.' or ':'.");
        }

        try
        {
            return new LivenessRequest(await LivenessImage.FromFileAsync(Resolve(reference), _limits, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && Directory.Exists(_folder))
        {
            throw new LivenessException(LivenessError.InvalidRequest, "There is no such photo in the worker's folder.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system's own text names the path.
            throw new LivenessException(LivenessError.Unavailable, $"The photo could not be read from the worker's folder ({e.GetType().Name}). Check that the folder is mounted, and its permissions.");
        }
    }

    private static bool IsRelative(string reference) =>
        reference.Length > 0
        && !Path.IsPathRooted(reference)
        && reference.IndexOfAny([':', '\\', '\0']) < 0
        && !reference.Split('/').Any(part => part is "" or "." or "..");

    private string Resolve(string reference)
    {
        string folder = RealPath.Resolve(_folder);
        string file = RealPath.Resolve(Path.Combine(folder, reference));
        if (!file.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new LivenessException(LivenessError.InvalidRequest, "The reference of the photo leads out of the worker's folder by a link.");
        }

        if (Directory.Exists(file))
        {
            throw new LivenessException(LivenessError.InvalidRequest, "The reference of the photo names a folder.");
        }

        // A pipe or a device has no length, and may never end.
        return new FileInfo(file) is { Exists: true, Length: 0 }
            ? throw new LivenessException(LivenessError.InvalidImage, "The photo is empty, or it is a pipe or a device.")
            : file;
    }
}
