namespace LivenessSdk.Cli;

/// <summary>Represents the result of one examination. The text of a problem ends with its remedy.</summary>
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

    public bool IsProblem => ExitCode != ExitCodes.Live;

    public static Finding Ok(string subject, string text) => new(subject, text, ExitCodes.Live);

    /// <summary>Creates a problem of this machine or its settings.</summary>
    public static Finding Problem(string subject, string text) => new(subject, text, ExitCodes.Usage);

    /// <summary>Creates a problem between this machine and the vendor.</summary>
    public static Finding Unreachable(string subject, string text) => new(subject, text, ExitCodes.VendorFailure);
}
