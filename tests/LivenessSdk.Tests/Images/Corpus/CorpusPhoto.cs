namespace LivenessSdk.Tests.Images.Corpus;

/// <summary>Represents a generated file and what a viewer shows of it.</summary>
/// <param name="Family">The family, as the page names it.</param>
/// <param name="Name">What is special about it.</param>
/// <param name="File">The file.</param>
internal sealed record CorpusPhoto(string Family, string Name, byte[] File)
{
    /// <summary>Gets the orientation in which the file is stored.</summary>
    public int Orientation { get; init; } = 1;

    /// <summary>Gets a plain file that shows the same picture, for files that ImageMagick itself shows wrongly; <see langword="null"/> for the file itself.</summary>
    public byte[]? Shows { get; init; }

    /// <summary>Gets a value indicating whether the file must be refused.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Gets the most that a color may differ in the mean. CMYK without a profile is converted by everyone as they like.</summary>
    public double Tolerance { get; init; } = 5;
}
