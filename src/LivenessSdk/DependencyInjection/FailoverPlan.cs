using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Represents the rule of a failover.</summary>
internal sealed class FailoverPlan(FailoverOptions options) : CompositionPlan
{
    public const string KindName = "Failover";

    private readonly string[] _clients = [.. options.Clients];

    public override string Kind => KindName;

    public override IReadOnlyList<string> Clients => _clients;

    public static (CompositionPlan Plan, IReadOnlyList<string> Problems) FromSection(string name, IConfiguration section, params string[] otherKeys)
    {
        ConfigurationForm form = ConfigurationForm.Read<FailoverOptions>(name, section, otherKeys);
        FailoverOptions options = new();
        form.CopyAccepted().Bind(options);
        return (new FailoverPlan(options), form.Problems);
    }

    public override IEnumerable<string> FindProblems() => options.FindProblems();

    public override CompositionClient Create(string name, CompositionMember[] members, ClientGraph graph, IServiceProvider services) =>
        new FailoverClient(name, options, members, services.GetTimeProvider(), services.GetLivenessLogger());

    public override string Describe() =>
        $"{Kind} of {string.Join(", ", Clients)}; OnlyWhenNotProcessed {options.OnlyWhenNotProcessed}; Timeout {options.Timeout}";
}
