using Microsoft.Extensions.Options;

namespace LivenessSdk;

/// <summary>Checks the options of one registration.</summary>
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

        string[] faults = [.. options.FindProblems().Select(fault => $"{_name}: {fault}")];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
