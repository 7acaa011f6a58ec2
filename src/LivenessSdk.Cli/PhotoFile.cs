namespace LivenessSdk.Cli;

/// <summary>Reads photos from files.</summary>
internal static class PhotoFile
{
    /// <summary>The name that stands for the standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Reads a photo.</summary>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: there is no such file, it cannot be read, or it is no photo.</exception>
    public static async Task<LivenessImage> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (file == StandardInput)
        {
            await using Stream input = Console.OpenStandardInput();
            return await Task.Run(() => LivenessImage.FromStreamAsync(input, cancellationToken: cancellationToken), cancellationToken)
                .WaitAsync(cancellationToken);
        }

        if (file.Length == 0)
        {
            throw new LivenessException(LivenessError.InvalidImage, "The name of this photo is empty. Name a file.");
        }

        if (Directory.Exists(file))
        {
            throw new LivenessException(LivenessError.InvalidImage, "This is a folder. Name photos, or use 'liveness bulk'.");
        }

        // A pipe or a device has no length, and may never end.
        if (new FileInfo(file) is { Exists: true, Length: 0 })
        {
            throw new LivenessException(
                LivenessError.InvalidImage,
                "This file is empty, or it is a pipe or a device. Name a photo, or send it to standard input and name '-'.");
        }

        try
        {
            return await LivenessImage.FromFileAsync(file, cancellationToken: cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LivenessException(LivenessError.InvalidImage, e.Message, e);
        }
    }
}
