using System.Text;
using Spectre.Console;

namespace LivenessSdk.Cli;

/// <summary>Writes to a terminal or, without colors, wrapped lines and progress displays, to anything else.</summary>
internal sealed class Terminal
{
    private const int Unbounded = 10_000;

    public Terminal()
    {
        Out = Create(Console.Out, Console.IsOutputRedirected);
        Error = Create(Console.Error, Console.IsErrorRedirected);
    }

    /// <summary>Gets the console for results.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Gets the console for progress and errors, so that results can be piped.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Converts untrusted text, such as a file name or a vendor's message, to a single line that is safe for a terminal.</summary>
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

    /// <summary>Writes one line of the results, unchanged.</summary>
    public void WriteLine(string line) => Out.Profile.Out.Writer.WriteLine(line);

    /// <summary>Writes one line of information, separate from the results.</summary>
    public void Note(string message) => Error.Profile.Out.Writer.WriteLine(Plain(message));

    /// <summary>Writes one line with an error.</summary>
    public void Fail(string message) => Error.Profile.Out.Writer.WriteLine($"liveness: {Plain(message)}");

    /// <summary>Writes a table of results.</summary>
    public void Write(TextTable table) => table.WriteTo(Out);

    /// <summary>Shows a status while an operation is in progress.</summary>
    public Task<T> WaitAsync<T>(string status, Func<Task<T>> work) =>
        Error.Profile.Capabilities.Interactive
            ? Error.Status().StartAsync(Markup.Escape(Plain(status)), _ => work())
            : work();

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        // Spectre.Console would write colors to a pipe if TERM names a terminal with colors. NO_COLOR is about
        // colors only: the progress display remains.
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
