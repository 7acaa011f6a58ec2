using Spectre.Console;

namespace LivenessSdk.Cli;

/// <summary>Represents one cell of a table: a text, whose color is left out where the terminal has none, and what follows it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Color">Its color, or <c>null</c> for that of the terminal.</param>
/// <param name="More">What follows without a color.</param>
internal sealed record Cell(string Text, Color? Color = null, string More = "")
{
    public string Whole => More.Length == 0 ? Text : $"{Text} {More}";

    public Paragraph ToParagraph()
    {
        Paragraph paragraph = Color is { } color ? new Paragraph(Text, color) : new Paragraph(Text);
        return More.Length == 0 ? paragraph : paragraph.Append($" {More}");
    }
}
