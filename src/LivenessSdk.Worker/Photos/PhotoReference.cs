namespace LivenessSdk.Worker;

/// <summary>Validates references to photos: what is in a broker is durable, so an address that carries its own access must not be.</summary>
internal static class PhotoReference
{
    public const int MaxLength = 2048;

    /// <summary>Finds what is wrong with a reference, or <see langword="null"/> if nothing is.</summary>
    public static string? FindProblem(string reference) =>
        reference.Length is 0 or > MaxLength ? $"The reference of the photo must have 1 to {MaxLength} characters."
        : WithoutAccess(reference) != reference
            ? "The address of the photo has a user, a query or a fragment, which may give access to it, and messages are durable. Refer to the photo by an address without them, or by a key that a PhotoSource of yours looks up."
        : null;

    /// <summary>Removes from an address what may give access to the photo.</summary>
    public static string WithoutAccess(string reference)
    {
        int scheme = reference.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return reference;
        }

        int end = reference.AsSpan().IndexOfAny('?', '#');
        string address = end < 0 ? reference : reference[..end];
        int start = scheme + "://".Length;
        int path = address.AsSpan(start).IndexOfAny('/', '\\');
        int user = address.AsSpan(start, path < 0 ? address.Length - start : path).LastIndexOf('@');
        return user < 0 ? address : address.Remove(start, user + 1);
    }
}
