namespace LivenessSdk.Providers;

/// <summary>Builds the addresses of a vendor's API.</summary>
public static class ProviderAddress
{
    /// <summary>Appends a path to an endpoint, whether or not the endpoint ends in a slash. A trailing slash of the path stays.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="path">The path.</param>
    public static Uri Combine(Uri endpoint, string path)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(path);

        return new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path.TrimStart('/')}");
    }
}
