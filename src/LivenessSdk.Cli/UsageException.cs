namespace LivenessSdk.Cli;

/// <summary>Represents an error in the usage or the configuration that ends a command, with a message of one line.</summary>
internal sealed class UsageException(string message) : Exception(message);
