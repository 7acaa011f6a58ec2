namespace LivenessSdk.Worker;

/// <summary>Loads photos from a folder and its subfolders by their relative path.</summary>
/// <remarks>Absolute paths, <c>..</c> and links that leave the folder, pipes and devices are rejected.</remarks>
public sealed class FolderPhotoSource : PhotoSource
{
    private readonly string _folder;
    private readonly ImageLimits _limits;

    /// <summary>Initializes a new instance of the <see cref="FolderPhotoSource"/> class.</summary>
    /// <param name="folder">The path of the folder.</param>
    /// <param name="limits">The limits of a photo, or <see langword="null"/> for <see cref="ImageLimits.Default"/>.</param>
    public FolderPhotoSource(string folder, ImageLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);

        _folder = Path.GetFullPath(folder);
        _limits = limits ?? ImageLimits.Default;
    }

    /// <inheritdoc />
    /// <remarks>The source loads every reference that is not a URL such as <c>https://…</c>.</remarks>
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
            throw new LivenessException(LivenessError.InvalidRequest, "The photo does not exist in the worker's folder.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The exception's own message contains the path.
            throw new LivenessException(LivenessError.Unavailable, $"The photo could not be read from the worker's folder ({e.GetType().Name}). Check that the folder is mounted and that the worker has permission to read it.");
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
            throw new LivenessException(LivenessError.InvalidRequest, "The reference of the photo leaves the worker's folder through a link.");
        }

        if (Directory.Exists(file))
        {
            throw new LivenessException(LivenessError.InvalidRequest, "The reference of the photo is a folder, not a file.");
        }

        // A pipe or a device has no length, and may never end.
        return new FileInfo(file) is { Exists: true, Length: 0 }
            ? throw new LivenessException(LivenessError.InvalidImage, "The photo is empty, a pipe or a device.")
            : file;
    }
}
