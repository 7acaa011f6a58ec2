namespace LivenessSdk;

/// <summary>Validates idempotency keys, and the other parts of a ledger's key.</summary>
internal static class IdempotencyKeyValidator
{
    /// <summary>The maximum length in characters.</summary>
    public const int MaxLength = 256;

    /// <summary>Throws an <see cref="ArgumentException"/> if a text cannot be part of a key.</summary>
    public static void Validate(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        if (text.Length is 0 or > MaxLength || text.Any(char.IsControl) || LivenessRequest.HasLoneSurrogate(text))
        {
            throw new ArgumentException(
                $"A key must have 1 to {MaxLength} characters, no control characters and no unpaired surrogates.", parameter);
        }
    }
}
