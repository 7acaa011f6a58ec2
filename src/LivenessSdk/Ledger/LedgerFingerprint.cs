using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LivenessSdk;

/// <summary>Adds to a hash all that a stored answer is about: the client, the photos, their poses and what restricts the verdict.</summary>
internal static class LedgerFingerprint
{
    public static void Append(IncrementalHash hash, string client, LivenessRequest request)
    {
        Append(hash, client);
        Append(hash, request.Frames.Count);
        foreach (LivenessFrame frame in request.Frames)
        {
            Append(hash, (int)frame.Pose);
            if (frame.Image.Uri is { } uri)
            {
                Append(hash, uri.AbsoluteUri);
            }
            else
            {
                Append(hash, -1); // No text has this length.
                Append(hash, frame.Image.Data.Length);
                hash.AppendData(frame.Image.Data.Span);
            }
        }

        Append(hash, request.Parameters);
    }

    private static void Append(IncrementalHash hash, IEnumerable<ProviderParameters> parameters)
    {
        foreach (string text in parameters.Select(ToText).OfType<string>().Order(StringComparer.Ordinal))
        {
            Append(hash, text);
        }
    }

    /// <exception cref="LivenessException">The parameters restrict the verdict, and their type does not say by what.</exception>
    private static string? ToText(ProviderParameters parameters) =>
        parameters.ReadFingerprint() is { } text ? $"{parameters.GetType().FullName} {text}"
        : !parameters.RestrictsVerdict ? null
        : throw new LivenessException(
            LivenessError.InvalidRequest,
            $"{parameters.GetType().Name} restricts the verdict and has no fingerprint, so a check with it cannot be remembered. Override GetFingerprint in its type.");

    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
