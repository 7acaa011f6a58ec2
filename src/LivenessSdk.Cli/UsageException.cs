namespace LivenessSdk.Cli;

/// <summary>Ends a command that cannot do what it was asked, with one line for the person who asked.</summary>
internal sealed class UsageException(string message) : Exception(message);
