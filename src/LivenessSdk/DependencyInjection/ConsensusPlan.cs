using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Represents the rule of a consensus.</summary>
internal sealed class ConsensusPlan(ConsensusOptions options) : CompositionPlan
{
    public const string KindName = "Consensus";

    private readonly string[] _clients = [.. options.Clients];

    public override string Kind => KindName;

    public override IReadOnlyList<string> Clients => _clients;

    public override int RequiredAgreements => options.RequiredAgreements;

    private bool NotLiveVetoes => options.NotLiveVetoes;

    public static (CompositionPlan Plan, IReadOnlyList<string> Problems) FromSection(string name, IConfiguration section, params string[] otherKeys)
    {
        ConfigurationForm form = ConfigurationForm.Read<ConsensusOptions>(name, section, otherKeys);
        ConsensusOptions options = new();
        form.CopyAccepted().Bind(options);
        return (new ConsensusPlan(options), form.Problems);
    }

    public override IEnumerable<string> FindProblems() => options.FindProblems();

    public override CompositionClient Create(string name, CompositionMember[] members, ClientGraph graph, IServiceProvider services) =>
        new ConsensusClient(name, options, members, graph.Groups, services.GetTimeProvider());

    public override string Describe() =>
        $"{Kind} of {string.Join(", ", Clients)}; RequiredAgreements {options.RequiredAgreements}; NotLiveVetoes {options.NotLiveVetoes}; Sequential {options.Sequential}; Timeout {options.Timeout}";

    public override IEnumerable<string> FindRelaxations(CompositionPlan former)
    {
        foreach (string relaxation in base.FindRelaxations(former))
        {
            yield return relaxation;
        }

        if (former is not ConsensusPlan consensus)
        {
            yield break;
        }

        if (consensus.NotLiveVetoes && !NotLiveVetoes)
        {
            yield return "one NotLive no longer decides alone";
        }

        foreach (string client in consensus.Clients.Except(Clients, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"'{client}' can no longer contradict";
        }
    }
}
