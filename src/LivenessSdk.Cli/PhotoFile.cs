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

        try
        {
            // Opening can block for ever, a pipe that nobody writes for instance, and nothing else would end it.
            return await Task.Run(() => LivenessImage.FromFileAsync(file, cancellationToken: cancellationToken), cancellationToken)
                .WaitAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LivenessException(LivenessError.InvalidImage, e.Message, e);
        }
    }
}
