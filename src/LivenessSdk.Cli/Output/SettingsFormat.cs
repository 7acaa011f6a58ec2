namespace LivenessSdk.Cli;

/// <summary>Specifies how settings are written, so that they can be pasted.</summary>
internal enum SettingsFormat
{
    /// <summary>Commands of a Unix shell.</summary>
    Shell,

    /// <summary>Commands of PowerShell.</summary>
    PowerShell,

    /// <summary>A file such as appsettings.json.</summary>
    Json,
}
