namespace LivenessSdk.Cli.Tests;

/// <summary>Holds what a run of the tool left behind.</summary>
internal sealed record ToolOutput(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Lines(Output);

    public string[] ErrorLines => Lines(Error);

    private static string[] Lines(string text) => text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
