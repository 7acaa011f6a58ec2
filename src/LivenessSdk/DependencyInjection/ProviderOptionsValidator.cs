using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LivenessSdk;

/// <summary>Validates the options of one client.</summary>
internal sealed class ProviderOptionsValidator<TOptions> : IValidateOptions<TOptions>
    where TOptions : LivenessProviderOptions
{
    private readonly string _name;

    public ProviderOptionsValidator(string name)
    {
        _name = name;
    }

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        if (name != _name)
        {
            return ValidateOptionsResult.Skip;
        }

        string[] problems = [.. options.FindProblems().Select(problem => $"{_name}: {problem}")];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

/// <summary>Rejects options whose section has a typo, at start-up and at every change.</summary>
internal sealed class ConfigurationFormValidator<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions> : IValidateOptions<TOptions>
    where TOptions : LivenessProviderOptions
{
    private readonly string _name;
    private readonly IConfiguration _configuration;

    public ConfigurationFormValidator(string name, IConfiguration configuration)
    {
        _name = name;
        _configuration = configuration;
    }

    /// <summary>Reads the section of a vendor's client.</summary>
    public static ConfigurationForm Read(string name, IConfiguration configuration) =>
        ConfigurationForm.Read<TOptions>(name, configuration, nameof(LivenessProviderInfo.Vendor));

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        if (name != _name)
        {
            return ValidateOptionsResult.Skip;
        }

        IReadOnlyList<string> problems = Read(_name, _configuration).Problems;
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
