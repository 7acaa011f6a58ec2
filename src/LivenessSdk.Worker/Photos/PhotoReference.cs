namespace LivenessSdk.Worker;

/// <summary>Validates references to photos: a broker stores messages, so they must not contain a URL that grants access.</summary>
internal static class PhotoReference
{
    public const int MaxLength = 2048;

    /// <summary>Finds the problem of a reference, or <see langword="null"/> if it is valid.</summary>
    public static string? FindProblem(string reference) =>
        reference.Length is 0 or > MaxLength ? $"The reference of the photo must have 1 to {MaxLength} characters."
        : WithoutAccess(reference) != reference
            ? "The URL of the photo contains a user name, a query or a fragment, which may grant access to the photo, and brokers store messages. Use a URL without them, or a key that your own PhotoSource looks up."
        : null;

    /// <summary>Removes the parts of a URL that may grant access to the photo.</summary>
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
