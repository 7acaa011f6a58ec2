namespace LivenessSdk;

/// <summary>Adds up what is kept and, when given a destination, copies it there.</summary>
internal ref struct KeptBytes(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    public int Length { get; private set; }

    /// <summary>Gets or sets how many scans of a JPEG were met.</summary>
    public int Scans { get; set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (!_destination.IsEmpty)
        {
            bytes.CopyTo(_destination[Length..]);
        }

        Length += bytes.Length;
    }
}
