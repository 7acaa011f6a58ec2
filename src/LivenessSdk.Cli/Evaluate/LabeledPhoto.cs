using System.Security.Cryptography;
using System.Text;
using LivenessSdk.Evaluation;

namespace LivenessSdk.Cli;

/// <summary>Represents a photo of the manifest with a hash of its content.</summary>
internal sealed class LabeledPhoto
{
    private readonly string _hash;

    private LabeledPhoto(Presentation presentation, string path, string hash)
    {
        Presentation = presentation;
        Path = path;
        _hash = hash;
    }

    public Presentation Presentation { get; }

    public string Path { get; }

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
                throw new UsageException($"'{presentation.File}' is the same photo as '{files[hash]}'. List each photo once: a photo that counts twice makes the bounds too narrow.");
            }

            photos.Add(new LabeledPhoto(presentation, path, hash));
        }

        return photos;
    }

    /// <summary>Makes the key under which the answer is remembered: of the run, the file's content and the settings of the clients. It tells nothing of a person.</summary>
    public string KeyOf(string run, SystemUnderTest system) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{run}\n{_hash}\n{system.Settings}\n{system.OwnSettings}")).AsSpan(0, 16));
}
