using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Represents the options by which workers do the work of a command.</summary>
internal sealed class FleetOptions
{
    private readonly Option<string> _ledger = new("--ledger")
    {
        Description = "With --broker: the ledger of the workers, a connection string of PostgreSQL: \"Host=...;Database=...\".",
        HelpName = "LEDGER",
    };

    private readonly Option<string> _queue = new("--queue")
    {
        Description = "With --broker: the queue of the workers, unless they have the usual one.",
        HelpName = "NAME",
    };

    public FleetOptions(Command command)
    {
        command.Options.Add(Broker);
        command.Options.Add(_ledger);
        command.Options.Add(_queue);
        command.Validators.Add(result =>
        {
            if (result.GetResult(Broker) is null != result.GetResult(_ledger) is null || (result.GetResult(_queue) is not null && result.GetResult(Broker) is null))
            {
                result.AddError("--broker and --ledger go together: workers take the photos from the one, and remember them in the other.");
            }
        });
    }

    /// <summary>Gets the option with the broker.</summary>
    public Option<string> Broker { get; } = new("--broker")
    {
        Description = "Let workers check the photos: the address of their RabbitMQ, amqp://USER:PASSWORD@HOST. Their photo folder must be FOLDER.",
        HelpName = "ADDRESS",
    };

    /// <summary>Finds the workers that the command line names, or <see langword="null"/> if it names none.</summary>
    /// <exception cref="UsageException">An address is not valid.</exception>
    public (Uri Broker, string Ledger, string? Queue)? Find(ParseResult arguments)
    {
        if (arguments.GetValue(Broker) is not { } broker)
        {
            return null;
        }

        if (!Uri.TryCreate(broker, UriKind.Absolute, out Uri? address) || address.Scheme is not ("amqp" or "amqps"))
        {
            throw new UsageException("--broker must be an address that begins with amqp:// or amqps://.");
        }

        string ledger = arguments.GetValue(_ledger)!;
        return ToolLedger.IsConnectionString(ledger)
            ? (address, ledger, arguments.GetValue(_queue))
            : throw new UsageException("With --broker, --ledger must be the workers' database: a connection string of PostgreSQL, \"Host=...;Database=...\".");
    }
}
