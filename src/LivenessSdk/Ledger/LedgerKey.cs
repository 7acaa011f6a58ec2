namespace LivenessSdk;

/// <summary>Identifies an entry of a ledger.</summary>
public readonly record struct LedgerKey
{
    /// <summary>The maximum length of an idempotency key, in characters.</summary>
    public const int MaxLength = IdempotencyKeyValidator.MaxLength;

    /// <summary>Initializes a new instance of the <see cref="LedgerKey"/> struct.</summary>
    /// <param name="idempotencyKey">The caller's key: 1 to 256 characters, no control characters. It must not identify a person.</param>
    /// <param name="client">The name of the vendor's client.</param>
    /// <exception cref="ArgumentException">A part is missing, too long, or contains a control character or half of a surrogate pair.</exception>
    public LedgerKey(string idempotencyKey, string client)
    {
        IdempotencyKeyValidator.Validate(idempotencyKey, nameof(idempotencyKey));
        IdempotencyKeyValidator.Validate(client, nameof(client));

        IdempotencyKey = idempotencyKey;
        Client = client;
    }

    /// <summary>Gets the caller's key.</summary>
    public string IdempotencyKey { get; }

    /// <summary>Gets the name of the vendor's client.</summary>
    public string Client { get; }

    /// <summary>Gets the name of the run that scopes the key. The default is empty, for none.</summary>
    /// <exception cref="ArgumentException">The value is <see langword="null"/>, too long, or contains a control character or half of a surrogate pair.</exception>
    public string Run
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Run));
            if (value.Length > 0)
            {
                IdempotencyKeyValidator.Validate(value, nameof(Run));
            }

            field = value;
        }
    } = "";

    /// <summary>Returns the key, the client and the run.</summary>
    public override string ToString() => Run is null or "" ? $"{IdempotencyKey} ({Client})" : $"{IdempotencyKey} ({Client}, run {Run})";
}
