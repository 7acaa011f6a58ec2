namespace LivenessSdk.Cli;

/// <summary>Represents one thing that was examined. The text of a fault ends with its remedy.</summary>
internal sealed class Finding
{
    private Finding(string subject, string text, int exitCode)
    {
        Subject = subject;
        Text = text;
        ExitCode = exitCode;
    }

    public string Subject { get; }

    public string Text { get; }

    public int ExitCode { get; }

    public bool IsFault => ExitCode != ExitCodes.Live;

    public static Finding Ok(string subject, string text) => new(subject, text, ExitCodes.Live);

    /// <summary>Creates a fault of this machine or its settings.</summary>
    public static Finding Fault(string subject, string text) => new(subject, text, ExitCodes.Usage);

    /// <summary>Creates a fault between this machine and the vendor.</summary>
    public static Finding Unreachable(string subject, string text) => new(subject, text, ExitCodes.VendorFailure);
}
