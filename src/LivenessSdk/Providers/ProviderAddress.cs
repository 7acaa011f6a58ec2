namespace LivenessSdk;

/// <summary>Builds the addresses of a vendor's API.</summary>
internal static class ProviderAddress
{
    /// <summary>Appends a path to an endpoint, whether or not the endpoint ends in a slash. A trailing slash of the path stays.</summary>
    public static Uri Combine(Uri endpoint, string path) => new($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path.TrimStart('/')}");
}
