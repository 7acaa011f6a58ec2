using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk;

/// <summary>Represents the rule of a shadow.</summary>
internal sealed class ShadowPlan(ShadowOptions options) : CompositionPlan
{
    public const string KindName = "Shadow";

    public override string Kind => KindName;

    public override IReadOnlyList<string> Clients { get; } = [options.Primary, options.Shadow];

    public override IReadOnlyList<string> Answering { get; } = [options.Primary];

    public static (CompositionPlan Plan, IReadOnlyList<string> Problems) FromSection(
        string name, IConfiguration section, string otherKey, Func<ShadowComparison, CancellationToken, Task>? onCompared)
    {
        ConfigurationForm form = ConfigurationForm.Read<ShadowOptions>(name, section, otherKey);
        ShadowOptions options = new();
        form.CopyAccepted().Bind(options);
        options.OnCompared = onCompared;
        return (new ShadowPlan(options), form.Problems);
    }

    public override IEnumerable<string> FindProblems() => options.FindProblems();

    public override CompositionClient Create(string name, CompositionMember[] members, ClientGraph graph, IServiceProvider services) =>
        new ShadowClient(name, options, members[0], members[1], services.GetTimeProvider(), services.GetRequiredService<LivenessMetrics>(), services.GetLivenessLogger());

    public override string Describe() => string.Create(
        CultureInfo.InvariantCulture, $"{Kind} of {options.Primary}; shadow {options.Shadow}; SamplingRate {options.SamplingRate}; MaxConcurrency {options.MaxConcurrency}");
}
