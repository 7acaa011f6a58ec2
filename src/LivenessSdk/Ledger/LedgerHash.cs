using System.Security.Cryptography;
using System.Text;

namespace LivenessSdk;

/// <summary>Computes keyed hashes under one secret. Their text names the secret, so that it can be rotated.</summary>
internal sealed class LedgerHash
{
    private readonly string _name;
    private readonly byte[] _key;

    public LedgerHash(LedgerSecret secret)
    {
        _name = secret.Name;
        _key = secret.Decode()!;
    }

    /// <summary>Hashes an idempotency key that is to be forgotten.</summary>
    public string OfErasedKey(string idempotencyKey)
    {
        using IncrementalHash hash = Begin("erased key");
        hash.AppendData(Encoding.UTF8.GetBytes(idempotencyKey));
        return Finish(hash);
    }

    /// <summary>Hashes photos and all that restricts their verdict.</summary>
    public string OfContent(Action<IncrementalHash> append)
    {
        using IncrementalHash hash = Begin("content");
        append(hash);
        return Finish(hash);
    }

    /// <summary>Begins a hash. The purpose keeps hashes of different things apart.</summary>
    private IncrementalHash Begin(string purpose)
    {
        IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(Encoding.UTF8.GetBytes($"LivenessSdk {purpose}\n"));
        return hash;
    }

    /// <summary>Gets the text of a hash: the secret's name and the hash in hexadecimal digits.</summary>
    private string Finish(IncrementalHash hash) => $"{_name}:{Convert.ToHexString(hash.GetHashAndReset())}";
}
