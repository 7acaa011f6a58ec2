using Spectre.Console;

namespace LivenessSdk.Cli;

/// <summary>Represents a table that becomes a list if the terminal is too narrow.</summary>
internal sealed class TextTable(params IEnumerable<string> headers)
{
    private const int ColumnFrame = 3; // A border and a space on either side.

    private readonly string[] _headers = [.. headers];
    private readonly List<Cell[]> _rows = [];

    public void AddRow(params IEnumerable<Cell> cells) => _rows.Add([.. cells]);

    public void WriteTo(IAnsiConsole console)
    {
        if (Enumerable.Range(0, _headers.Length).Sum(NeededWidth) + 1 <= console.Profile.Width)
        {
            console.Write(ToTable(console.Profile.Capabilities.Interactive ? TableBorder.Rounded : TableBorder.None));
        }
        else
        {
            WriteList(console);
        }
    }

    /// <summary>Returns the minimum width without broken words; the last column may wrap between words.</summary>
    private int NeededWidth(int column)
    {
        IEnumerable<string> texts = _rows.Select(row => row[column].Whole).Append(_headers[column]);
        IEnumerable<string> unbroken = column == _headers.Length - 1 ? texts.SelectMany(text => text.Split(' ')) : texts;
        return unbroken.Max(text => text.Length) + ColumnFrame;
    }

    private Table ToTable(TableBorder border)
    {
        Table table = new() { Border = border };
        for (int i = 0; i < _headers.Length; i++)
        {
            table.AddColumn(new TableColumn(new Text(_headers[i])) { NoWrap = i < _headers.Length - 1 });
        }

        foreach (Cell[] row in _rows)
        {
            table.AddRow(row.Select(cell => cell.ToParagraph()));
        }

        return table;
    }

    private void WriteList(IAnsiConsole console)
    {
        int indent = _headers.Max(header => header.Length) + 2;
        foreach (Cell[] row in _rows)
        {
            for (int i = 0; i < row.Length; i++)
            {
                WriteCell(console, _headers[i].PadRight(indent), row[i], indent);
            }

            console.WriteLine();
        }
    }

    private static void WriteCell(IAnsiConsole console, string header, Cell cell, int indent)
    {
        // A color applies to the first words of a cell, which are short: only the text after them can need another line.
        IEnumerable<string> words = cell.Color is null ? cell.Whole.Split(' ') : cell.More.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int used = indent;
        console.Write(new Text(header));
        if (cell.Color is { } color)
        {
            console.Write(new Text(cell.Text, color));
            used += cell.Text.Length;
        }

        foreach (string word in words.Where(word => word.Length > 0))
        {
            bool first = used == indent;
            bool fits = used + word.Length + (first ? 0 : 1) <= console.Profile.Width;
            string before = first ? "" : fits ? " " : $"{Environment.NewLine}{new string(' ', indent)}";
            console.Profile.Out.Writer.Write(before + word);
            used = fits ? used + before.Length + word.Length : indent + word.Length;
        }

        console.WriteLine();
    }
}
