using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Images;

/// <summary>Reads the photos of the repository, and those that stand beside it.</summary>
internal static class Photos
{
    public static byte[] Astronaut12Megapixels { get; } = File.ReadAllBytes(Repository.PathOf("samples", "photos", "astronaut_12mp.jpg"));

    public static byte[] Astronaut1080 { get; } = File.ReadAllBytes(Repository.PathOf("samples", "photos", "astronaut_1080.jpg"));

    /// <summary>Gets a PNG of 512 x 512 pixels with an ICC profile.</summary>
    public static byte[] AstronautPng { get; } = File.ReadAllBytes(Repository.PathOf("samples", "photos", "astronaut_512.png"));

    /// <summary>Reads a file of the folder Reported; README.md there says what each is.</summary>
    public static byte[] Reported(string file) => File.ReadAllBytes(Repository.PathOf("tests", "LivenessSdk.Tests", "Images", "Reported", file));

    public static byte[] Shared(params string[] parts) => File.ReadAllBytes(Path.Combine([Repository.Shared, .. parts]));
}
