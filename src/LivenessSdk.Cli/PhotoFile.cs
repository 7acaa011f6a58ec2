using System.IO.Pipelines;

namespace LivenessSdk.Cli;

/// <summary>Reads photos from files.</summary>
internal static class PhotoFile
{
    /// <summary>The name for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Reads a photo.</summary>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: the file does not exist, cannot be read, or is not a photo.</exception>
    public static async Task<LivenessImage> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (file == StandardInput)
        {
            return await Task.Run(() => ReadInputAsync(cancellationToken), cancellationToken).WaitAsync(cancellationToken);
        }

        if (file.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || file.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            throw new LivenessException(LivenessError.InvalidImage, "URLs are not supported. Download the photo and specify the file.");
        }

        if (file.Length == 0)
        {
            throw new LivenessException(LivenessError.InvalidImage, "The file name is empty. Specify a photo.");
        }

        if (Directory.Exists(file))
        {
            throw new LivenessException(LivenessError.InvalidImage, "This is a folder. Specify photos, or use 'liveness bulk'.");
        }

        // A pipe or a device has no length, and may never end.
        if (new FileInfo(file) is { Exists: true, Length: 0 })
        {
            throw new LivenessException(
                LivenessError.InvalidImage,
                "This file is empty, a pipe or a device. Specify a photo, or pipe it to standard input and specify '-'.");
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

    private static async Task<LivenessImage> ReadInputAsync(CancellationToken cancellationToken)
    {
        await using Stream input = Console.OpenStandardInput();
        PipeReader reader = PipeReader.Create(input);
        ReadResult start = await reader.ReadAsync(cancellationToken);
        if (start.Buffer.IsEmpty)
        {
            throw new LivenessException(LivenessError.InvalidImage, "Standard input was empty. Pipe a photo to it: cat selfie.jpg | liveness check -");
        }

        reader.AdvanceTo(start.Buffer.Start);
        return await LivenessImage.FromStreamAsync(reader.AsStream(), cancellationToken: cancellationToken);
    }
}
