namespace LivenessSdk.Testing;

/// <summary>Provides a real photo for tests: Eileen Collins, NASA, public domain.</summary>
public static class SamplePhoto
{
    private static readonly byte[] s_bytes = Read();

    /// <summary>Gets the width in pixels.</summary>
    public static int Width => 640;

    /// <summary>Gets the height in pixels.</summary>
    public static int Height => 480;

    /// <summary>Gets the file: a JPEG without metadata, which every vendor accepts unchanged.</summary>
    public static ReadOnlyMemory<byte> Bytes => s_bytes;

    /// <summary>Reads the photo like an application.</summary>
    public static LivenessImage ToImage() => LivenessImage.FromBytes(s_bytes);

    /// <summary>Reads one of 254 photos that look almost the same and differ in one byte, a coefficient of the quantization table.</summary>
    internal static LivenessImage ToImage(int index)
    {
        byte[] bytes = [.. s_bytes];
        int table = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB]) + 5;
        bytes[table + 63] = (byte)(((bytes[table + 63] - 1 + index) % 255) + 1);
        return LivenessImage.FromBytes(bytes);
    }

    private static byte[] Read()
    {
        using Stream resource = typeof(SamplePhoto).Assembly.GetManifestResourceStream("astronaut_640x480.jpg")!;
        byte[] bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
