using System.Text;
using Spectre.Console;

namespace LivenessSdk.Cli;

/// <summary>Writes for a person at a terminal, and plainly for anything else: no colors, no lines broken at a width, nothing that moves.</summary>
internal sealed class Terminal
{
    private const int Unbounded = 10_000;

    public Terminal()
    {
        Out = Create(Console.Out, Console.IsOutputRedirected);
        Error = Create(Console.Error, Console.IsErrorRedirected);
    }

    /// <summary>Gets where answers go.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Gets where progress goes, so that answers can be piped.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Makes text from elsewhere, such as a file's name or a vendor's message, harmless to a terminal and one line long.</summary>
    public static string Plain(string text)
    {
        StringBuilder plain = new(text.ReplaceLineEndings(" "));
        for (int i = 0; i < plain.Length; i++)
        {
            if (char.IsControl(plain[i]))
            {
                plain[i] = '?';
            }
        }

        return plain.ToString();
    }

    /// <summary>Writes one line of answer, as it is.</summary>
    public void WriteLine(string line) => Out.Profile.Out.Writer.WriteLine(line);

    /// <summary>Writes one line about what goes on, beside the answers.</summary>
    public void Note(string message) => Error.Profile.Out.Writer.WriteLine(Plain(message));

    /// <summary>Writes one line that says what went wrong.</summary>
    public void Fail(string message) => Error.Profile.Out.Writer.WriteLine($"liveness: {Plain(message)}");

    /// <summary>Writes a table of answers.</summary>
    public void Write(TextTable table) => table.WriteTo(Out);

    /// <summary>Shows that something is under way, as long as it takes.</summary>
    public Task<T> WaitAsync<T>(string status, Func<Task<T>> work) =>
        Error.Profile.Capabilities.Interactive
            ? Error.Status().StartAsync(Markup.Escape(Plain(status)), _ => work())
            : work();

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        // Spectre.Console would write colors into a pipe wherever TERM names a terminal that has them. NO_COLOR is about
        // colors only: progress, which moves, stays.
        bool colorless = redirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = colorless ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (redirected)
        {
            console.Profile.Width = Unbounded;
        }

        return console;
    }
}
