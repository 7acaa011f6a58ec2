namespace LivenessSdk.Docs.Tests;

/// <summary>Represents what stands below a heading of a page, headings of deeper levels included.</summary>
/// <param name="Heading">The heading's text.</param>
/// <param name="Text">The text below it, in one line.</param>
internal sealed record PageSection(string Heading, string Text);
