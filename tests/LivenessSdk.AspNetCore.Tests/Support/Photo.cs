using System.Buffers.Binary;

namespace LivenessSdk.AspNetCore.Tests.Support;

/// <summary>Makes photos that differ by a comment in the file.</summary>
internal static class Photo
{
    private const int StartOfImage = 2;

    public static byte[] Number(int number)
    {
        byte[] comment = [0xFF, 0xFE, 0, 6, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(comment.AsSpan(4), number);
        ReadOnlySpan<byte> photo = SamplePhoto.Bytes.Span;
        return [.. photo[..StartOfImage], .. comment, .. photo[StartOfImage..]];
    }
}
