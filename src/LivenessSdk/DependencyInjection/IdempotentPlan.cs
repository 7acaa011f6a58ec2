using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk;

/// <summary>Represents the rule of an idempotent client.</summary>
internal sealed class IdempotentPlan(IdempotentOptions options) : CompositionPlan
{
    public const string KindName = "Idempotent";

    public override string Kind => KindName;

    public override IReadOnlyList<string> Clients { get; } = options.Client.Length == 0 ? [] : [options.Client];

    /// <summary>Gets a value indicating whether the options bring no ledger of their own.</summary>
    public bool NeedsRegisteredLedger => options.Ledger is null;

    public static (CompositionPlan Plan, IReadOnlyList<string> Problems) FromSection(string name, IConfiguration section, params string[] otherKeys)
    {
        ConfigurationForm form = ConfigurationForm.Read<IdempotentOptions>(name, section, otherKeys);
        IConfiguration accepted = form.CopyAccepted();
        IdempotentOptions options = new()
        {
            Client = accepted[nameof(IdempotentOptions.Client)] ?? "",
            RequireKey = accepted.GetValue<bool>(nameof(IdempotentOptions.RequireKey)),
            SendWhenLedgerUnavailable = accepted.GetValue<bool>(nameof(IdempotentOptions.SendWhenLedgerUnavailable)),
        };
        return (new IdempotentPlan(options), form.Problems);
    }

    public override IEnumerable<string> FindProblems() => [];

    public override CompositionClient Create(string name, CompositionMember[] members, ClientGraph graph, IServiceProvider services) =>
        new IdempotentClient(
            name,
            options,
            options.Ledger ?? services.GetRequiredService<CheckLedger>(),
            members[0],
            services.GetTimeProvider(),
            services.GetLivenessLogger());

    public override string Describe() =>
        $"{Kind} of {options.Client}; RequireKey {options.RequireKey}; SendWhenLedgerUnavailable {options.SendWhenLedgerUnavailable}";
}
