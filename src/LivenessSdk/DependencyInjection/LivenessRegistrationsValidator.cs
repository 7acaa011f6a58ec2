using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk;

/// <summary>Validates the settings of every client at start-up, so that one message lists all problems.</summary>
internal sealed class LivenessRegistrationsValidator : IValidateOptions<LivenessStartup>
{
    private readonly LivenessRegistrations _registrations;
    private readonly IServiceProvider _services;

    public LivenessRegistrationsValidator(LivenessRegistrations registrations, IServiceProvider services)
    {
        _registrations = registrations;
        _services = services;
    }

    public ValidateOptionsResult Validate(string? name, LivenessStartup options)
    {
        string[] problems = [.. _registrations.Problems, .. FindProblemsOfDefault(), .. FindProblemsOfClients()];
        problems = problems.Length == 0 ? [.. FindProblemsOfLedger()] : problems;
        return problems.Length == 0 ? ValidateOptionsResult.Success : throw new LivenessStartupException(problems);
    }

    /// <summary>Creates the ledger if a client needs it, since its options can be completed where it is created.</summary>
    private IEnumerable<string> FindProblemsOfLedger()
    {
        if (!_registrations.Items.Any(registration => registration.ReadPlan?.Invoke().Plan is IdempotentPlan { NeedsRegisteredLedger: true }))
        {
            return [];
        }

        try
        {
            _services.GetService<CheckLedger>();
            return [];
        }
        catch (ArgumentException e)
        {
            return [$"Ledger: {e.Message}"];
        }
    }

    private IEnumerable<string> FindProblemsOfDefault()
    {
        string? chosen = _registrations.Default;
        if (_registrations.Items.Count == 0 && !_registrations.HasRejected)
        {
            yield return $"No liveness client is registered. {DescribeSections()}";
        }
        else if (chosen is not null && _registrations.Find(chosen) is null && !_registrations.IsRejected(chosen))
        {
            yield return $"The default client '{chosen}' is not registered. Registered clients: {string.Join(", ", _registrations.Names)}.";
        }
    }

    private IEnumerable<string> FindProblemsOfClients()
    {
        CompositionRules rules = _services.GetRequiredService<CompositionRules>();
        return _registrations.Items.SelectMany(registration => registration.ReadPlan is null
            ? FindProblems(registration)
            : rules.FindProblems(registration.Name));
    }

    private IEnumerable<string> FindProblems(LivenessRegistration registration)
    {
        string[] problems = [.. registration.FindProblems(_services)];
        return problems.Length == 0 && registration is { SharesRateLimit: true, FindRateLimit: { } find }
            ? SqlRateLimiter.FindProblems(find(_services)).Select(problem => $"{registration.Name}: {problem}")
            : problems;
    }

    private string DescribeSections() => _registrations.Sections.Count == 0
        ? "Add a vendor after AddLiveness()."
        : string.Join(' ', _registrations.Sections.Select(Describe)) + " Add a vendor below its key Providers, or pass the section that has one.";

    private static string Describe(IConfiguration configuration)
    {
        string place = configuration is IConfigurationSection section ? $"section '{section.Path}'" : "root of the configuration";
        string[] keys = [.. configuration.GetChildren().Select(child => child.Key)];
        return keys.Length == 0
            ? $"AddLiveness read the {place}, which is empty or does not exist."
            : $"AddLiveness read the {place}, which contains: {string.Join(", ", keys)}.";
    }
}

/// <summary>Represents all clients together, since the options framework needs a type to validate at start-up.</summary>
internal sealed class LivenessStartup;

/// <summary>Lists all problems of a configuration, one on a line.</summary>
internal sealed class LivenessStartupException(IEnumerable<string> problems)
    : OptionsValidationException(Microsoft.Extensions.Options.Options.DefaultName, typeof(LivenessStartup), problems)
{
    public override string Message => string.Join(Environment.NewLine, Failures);
}
