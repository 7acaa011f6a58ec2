using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LivenessSdk;

/// <summary>Refuses configuration keys that are no option, so that a misspelt key is found at start-up.</summary>
internal sealed class ConfigurationKeyValidator<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions> : IValidateOptions<TOptions>
    where TOptions : LivenessProviderOptions
{
    private readonly string _name;
    private readonly IConfiguration _configuration;

    public ConfigurationKeyValidator(string name, IConfiguration configuration)
    {
        _name = name;
        _configuration = configuration;
    }

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        if (name != _name)
        {
            return ValidateOptionsResult.Skip;
        }

        string[] faults =
        [
            .. FindUnknown(_configuration, [nameof(LivenessProviderInfo.Vendor), .. PropertiesOf<TOptions>()]),
            .. FindUnknown(_configuration.GetSection(nameof(options.Resilience)), PropertiesOf<ResilienceOptions>()),
            .. FindUnknown(_configuration.GetSection($"{nameof(options.Resilience)}:{nameof(ResilienceOptions.RateLimit)}"), PropertiesOf<RateLimitOptions>()),
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string[] PropertiesOf<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>() =>
        [.. typeof(T).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)];

    private IEnumerable<string> FindUnknown(IConfiguration section, string[] known) =>
        from child in section.GetChildren()
        where !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)
        select $"{_name}: the configuration has an unknown key '{child.Path}'. Known are {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
}
