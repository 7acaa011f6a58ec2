namespace LivenessSdk.Cli;

/// <summary>Specifies the format of printed settings.</summary>
internal enum SettingsFormat
{
    /// <summary>Commands of a Unix shell.</summary>
    Shell,

    /// <summary>Commands of PowerShell.</summary>
    PowerShell,

    /// <summary>A file such as appsettings.json.</summary>
    Json,
}
