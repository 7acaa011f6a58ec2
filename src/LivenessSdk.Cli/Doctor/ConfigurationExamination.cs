using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Cli;

/// <summary>Examines the settings and the network, each registration for itself, so that the faults of one do not hide the others.</summary>
internal static class ConfigurationExamination
{
    private const string Subject = "configuration";

    public static async Task<IReadOnlyList<Finding>> ExamineAsync(
        IConfiguration configuration, bool simulated, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = ToolConfiguration.ProviderNames(configuration);
        if (names.Count == 0)
        {
            return [Finding.Fault(Subject, ToolConfiguration.NothingConfigured)];
        }

        List<Finding> findings = [Finding.Ok(Subject, $"{(simulated ? "simulated" : "found")}: {string.Join(", ", names)}")];
        HashSet<string> known = [];
        foreach (string name in names)
        {
            string provider = Words.Provider(name, simulated);
            (LivenessClient? client, IEnumerable<string> faults) = Open(ToolConfiguration.Only(configuration, name));
            await using (client)
            {
                findings.AddRange(faults.Where(known.Add).Select(fault => Finding.Fault($"{provider} settings", fault)));
                if (client is not null)
                {
                    findings.Add(Finding.Ok($"{provider} settings", "complete, credentials are present"));
                    findings.AddRange(await EndpointExamination.ExamineAsync(provider, client.GetProviderInfo(name)!.Endpoint!, cancellationToken));
                }
            }
        }

        (LivenessClient? together, IEnumerable<string> commonFaults) = Open(configuration);
        await using (together)
        {
            findings.AddRange(commonFaults.Where(known.Add).Select(fault => Finding.Fault(Subject, fault)));
        }

        return findings;
    }

    private static (LivenessClient? Client, IEnumerable<string> Faults) Open(IConfiguration configuration)
    {
        try
        {
            return (LivenessClient.Create(configuration), []);
        }
        catch (OptionsValidationException e)
        {
            return (null, e.Failures);
        }
    }
}
