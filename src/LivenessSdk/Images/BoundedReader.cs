using System.Buffers;

namespace LivenessSdk;

/// <summary>Reads a photo from a stream: never more than the limits allow, and no further than it takes to see that it will be rejected.</summary>
internal static class BoundedReader
{
    private const int StartLength = 64 * 1024;

    public static async Task<byte[]> ReadAsync(Stream stream, ImageLimits limits, CancellationToken cancellationToken)
    {
        bool mayHaveBeenRead = !stream.CanSeek || stream.Position > 0;
        if (stream.CanSeek)
        {
            limits.CheckBytes(stream.Length - stream.Position);
        }

        // One byte above the limit is enough to see that it is exceeded.
        long most = limits.MaxBytes + 1L;
        int capacity = (int)Math.Min(StartLength, most);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(capacity);
        try
        {
            int length = await FillAsync(stream, buffer.AsMemory(0, capacity), cancellationToken).ConfigureAwait(false);
            if (length == 0 && mayHaveBeenRead)
            {
                throw new LivenessException(
                    LivenessError.InvalidImage,
                    "The photo is empty: the stream is at its end. If it was read before, set its position to 0; a request's body can be read "
                    + "once unless it is buffered. Send the bytes of a JPEG, PNG or WebP file.");
            }

            limits.CheckBytes(length);
            CheckStart(buffer.AsSpan(0, length), limits);
            while (length == capacity)
            {
                capacity = (int)Math.Min(NextCapacity(stream, length), most);
                buffer = Grow(buffer, length, capacity);
                length += await FillAsync(stream, buffer.AsMemory(length, capacity - length), cancellationToken).ConfigureAwait(false);
                limits.CheckBytes(length);
            }

            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>Rejects a photo that its first bytes already show to be unacceptable.</summary>
    public static void CheckStart(ReadOnlySpan<byte> start, ImageLimits limits)
    {
        ImageHeader.TryRead(start, out ImageHeader header);
        if (header.HasSize)
        {
            limits.CheckSize(header);
        }
    }

    /// <summary>Trusts a stream's length, but at least doubles: some grow while they are read, or do not know theirs.</summary>
    private static long NextCapacity(Stream stream, int length) =>
        Math.Max(2L * length, stream.CanSeek ? length + (stream.Length - stream.Position) + 1 : 0);

    private static async Task<int> FillAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken) =>
        await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);

    private static byte[] Grow(byte[] buffer, int length, int capacity)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(capacity);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return larger;
    }
}
