using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Represents the options for a run with workers.</summary>
internal sealed class FleetOptions
{
    private readonly Option<string> _ledger = new("--ledger")
    {
        Description = "With --broker: the ledger of the workers, as a PostgreSQL connection string: \"Host=...;Database=...\".",
        HelpName = "LEDGER",
    };

    private readonly Option<string> _queue = new("--queue")
    {
        Description = "With --broker: the queue of the workers, if it is not the default.",
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
                result.AddError("--broker and --ledger must be used together: workers consume photos from the broker and record them in the ledger.");
            }
        });
    }

    /// <summary>Gets the option for the broker.</summary>
    public Option<string> Broker { get; } = new("--broker")
    {
        Description = "Check the photos with workers: the address of their RabbitMQ, amqp://USER:PASSWORD@HOST. Their photo folder must be FOLDER.",
        HelpName = "ADDRESS",
    };

    /// <summary>Gets the workers from the command line, or <see langword="null"/> if there are none.</summary>
    /// <exception cref="UsageException">An address is not valid.</exception>
    public (Uri Broker, string Ledger, string? Queue)? Find(ParseResult arguments)
    {
        if (arguments.GetValue(Broker) is not { } broker)
        {
            return null;
        }

        if (!Uri.TryCreate(broker, UriKind.Absolute, out Uri? address) || address.Scheme is not ("amqp" or "amqps"))
        {
            throw new UsageException("--broker must be an address that starts with amqp:// or amqps://.");
        }

        string ledger = arguments.GetValue(_ledger)!;
        return ToolLedger.IsConnectionString(ledger)
            ? (address, ledger, arguments.GetValue(_queue))
            : throw new UsageException("With --broker, --ledger must be the workers' database, as a PostgreSQL connection string: \"Host=...;Database=...\".");
    }
}
