using System.CommandLine;
using System.Globalization;

namespace LivenessSdk.Cli;

/// <summary>Shows what the configured vendors accept: <c>liveness providers</c>.</summary>
internal sealed class ProvidersCommand : Command
{
    private readonly Terminal _terminal;
    private readonly SessionOptions _session;

    public ProvidersCommand(Terminal terminal)
        : base("providers", "Show what the configured providers accept.")
    {
        _terminal = terminal;
        _session = new SessionOptions(this, checks: false);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using Session session = await _session.OpenAsync(arguments, cancellationToken);
        TextTable table = new("provider", "vendor", "formats", "largest file", "downscaled above", "photos", "poses", "URL", "continues");
        foreach (string name in session.Client.Names)
        {
            string provider = Words.Provider(name, session.IsSimulated);
            table.AddRow([.. Describe(provider, session.Client.GetProviderInfo(name)).Select(cell => new Cell(cell))]);
        }

        _terminal.Write(table);
        return ExitCodes.Live;
    }

    private static string[] Describe(string provider, LivenessProviderInfo? info) => info is null
        ? [provider, "composition", "", "", "", "", "", "", ""]
        :
        [
            provider,
            info.Vendor,
            string.Join(", ", info.Image.Formats),
            info.Image.MaxBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:0.##} MiB") : "any",
            info.Image.MaxHeight is { } height ? $"{height} px" : "never",
            info.MaxFrames.ToString(CultureInfo.InvariantCulture),
            YesNo(info.MaxFrames > 1),
            YesNo(info.AcceptsUri),
            YesNo(info.AcceptsContinuation),
        ];

    private static string YesNo(bool value) => value ? "yes" : "no";
}
