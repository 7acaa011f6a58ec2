namespace LivenessSdk;

/// <summary>Reports that libvips refused an operation, in its own words.</summary>
internal sealed class VipsException(string message) : Exception(message);
