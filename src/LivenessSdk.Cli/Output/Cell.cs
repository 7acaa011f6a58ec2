using Spectre.Console;

namespace LivenessSdk.Cli;

/// <summary>Represents one cell of a table: a colored text, and plain text after it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Color">Its color, or <c>null</c> for the default of the terminal.</param>
/// <param name="More">The text after it, without a color.</param>
internal sealed record Cell(string Text, Color? Color = null, string More = "")
{
    public string Whole => More.Length == 0 ? Text : $"{Text} {More}";

    public Paragraph ToParagraph()
    {
        Paragraph paragraph = Color is { } color ? new Paragraph(Text, color) : new Paragraph(Text);
        return More.Length == 0 ? paragraph : paragraph.Append($" {More}");
    }
}
