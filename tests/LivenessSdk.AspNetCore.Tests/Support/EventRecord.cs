namespace LivenessSdk.AspNetCore.Tests.Support;

/// <summary>Represents an event of the element, read from the page.</summary>
internal sealed class EventRecord
{
    public string Name { get; set; } = "";

    public string Detail { get; set; } = "";

    /// <summary>Gets or sets what the hint said then.</summary>
    public string Text { get; set; } = "";

    /// <summary>Gets or sets when it came, in milliseconds since the page opened.</summary>
    public double Time { get; set; }
}
