using System.Security.Cryptography;
using LivenessSdk.Evaluation;

namespace LivenessSdk.Cli;

/// <summary>Represents a photo of the manifest with a hash of its content.</summary>
internal sealed class LabeledPhoto
{
    private LabeledPhoto(Presentation presentation, string path, string key)
    {
        Presentation = presentation;
        Path = path;
        Key = key;
    }

    public Presentation Presentation { get; }

    public string Path { get; }

    /// <summary>Gets the key under which answers about the photo are stored: a hash of its content. It does not identify a person.</summary>
    public string Key { get; }

    /// <summary>Reads and hashes all photos of a manifest.</summary>
    /// <exception cref="UsageException">Two photos are the same file.</exception>
    public static async Task<IReadOnlyList<LabeledPhoto>> ReadAsync(EvaluationManifest manifest, CancellationToken cancellationToken)
    {
        List<LabeledPhoto> photos = [];
        Dictionary<string, string> files = [];
        foreach (Presentation presentation in manifest.Presentations)
        {
            string path = manifest.PathOf(presentation);
            await using FileStream stream = File.OpenRead(path);
            string hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
            if (!files.TryAdd(hash, presentation.File))
            {
                throw new UsageException($"'{presentation.File}' is the same photo as '{files[hash]}'. List each photo once: a photo that is counted twice makes the bounds too narrow.");
            }

            photos.Add(new LabeledPhoto(presentation, path, hash));
        }

        return photos;
    }
}
