using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Cli;

/// <summary>Examines the settings and the network of each client separately, so that the problems of one do not hide those of others.</summary>
internal static class ConfigurationExamination
{
    private const string Subject = "configuration";

    public static async Task<IReadOnlyList<Finding>> ExamineAsync(
        IConfiguration configuration, bool simulated, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = ToolConfiguration.ProviderNames(configuration);
        if (names.Count == 0)
        {
            return [Finding.Problem(Subject, ToolConfiguration.NothingConfigured)];
        }

        List<Finding> findings = [Finding.Ok(Subject, $"{(simulated ? "simulated" : "found")}: {string.Join(", ", names)}")];
        HashSet<string> known = [];
        foreach (string name in names)
        {
            string provider = Words.Provider(name, simulated);
            IConfiguration own = ToolConfiguration.Only(configuration, name);
            (LivenessClient? client, IEnumerable<string> problems) = Open(own);
            await using (client)
            {
                findings.AddRange(problems.Where(known.Add).Select(problem => Finding.Problem($"{provider} settings", problem)));
                if (client is not null)
                {
                    LivenessProviderInfo info = client.GetProviderInfo(name)!;
                    findings.Add(Finding.Ok($"{provider} settings", "complete, credentials are present"));
                    findings.AddRange(await ExamineNetworkAsync(provider, name, info, own, cancellationToken));
                }
            }
        }

        (LivenessClient? together, IEnumerable<string> commonProblems) = Open(configuration);
        await using (together)
        {
            findings.AddRange(commonProblems.Where(known.Add).Select(problem => Finding.Problem(Subject, problem)));
            string[] compositions = [.. together?.Names.Where(name => together.GetProviderInfo(name) is null) ?? []];
            if (compositions.Length > 0)
            {
                findings.Add(Finding.Ok("compositions", string.Join(", ", compositions)));
            }
        }

        return findings;
    }

    /// <summary>Examines the connection to the vendor and, if it works, the credentials.</summary>
    private static async Task<IReadOnlyList<Finding>> ExamineNetworkAsync(
        string provider, string name, LivenessProviderInfo info, IConfiguration configuration, CancellationToken cancellationToken)
    {
        IReadOnlyList<Finding> connection = await EndpointExamination.ExamineAsync(provider, info.Endpoint!, cancellationToken);
        return connection.Any(finding => finding.IsProblem)
            ? connection
            : [.. connection, await SignInExamination.ExamineAsync(provider, name, info.Vendor, configuration, cancellationToken)];
    }

    private static (LivenessClient? Client, IEnumerable<string> Problems) Open(IConfiguration configuration)
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
