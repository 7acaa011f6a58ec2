using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Validates a section before it is bound. The binder ignores unknown keys and values of the wrong shape, so that a typo would leave a setting at its default.</summary>
internal sealed class ConfigurationForm
{
    private readonly string _client;
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _rejected = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _renamed = new(StringComparer.OrdinalIgnoreCase);
    private readonly IConfiguration _section;

    private ConfigurationForm(string client, IConfiguration section)
    {
        _client = client;
        _section = section;
    }

    /// <summary>Gets the problems found, one sentence each and never with a value that may be a credential.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads a section by the options that it is bound to.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <param name="client">The name of the client, for the problems.</param>
    /// <param name="section">The section.</param>
    /// <param name="otherKeys">Keys that are known without being options.</param>
    public static ConfigurationForm Read<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        string client, IConfiguration section, params string[] otherKeys)
    {
        ConfigurationForm form = new(client, section);
        form.ReadObject(section, PropertiesOf<TOptions>(), otherKeys);
        return form;
    }

    /// <summary>Creates a copy of the section without the values that were rejected, so that the binder finds no problem twice.</summary>
    public IConfiguration CopyAccepted() =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(_section.AsEnumerable(makePathsRelative: true)
                .Where(pair => pair.Key.Length > 0 && !IsRejected(pair.Key))
                .Select(pair => KeyValuePair.Create(_renamed.GetValueOrDefault(pair.Key, pair.Key), pair.Value)))
            .Build();

    private void ReadObject(IConfiguration section, PropertyInfo[] properties, string[] otherKeys)
    {
        if (section is IConfigurationSection { Value.Length: > 0 } scalar)
        {
            Reject(scalar, "is a single value, but settings are expected below it");
        }

        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (Find(properties, child.Key) is { } property)
            {
                ReadValue(child, property.PropertyType);
            }
            else if (FormerOptionName.Find(child.Key) is { } name && Find(properties, name) is { } renamed)
            {
                ReadRenamed(section, child, renamed);
            }
            else if (!otherKeys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                _rejected.Add(RelativePathOf(child));
                IEnumerable<string> known = [.. otherKeys, .. properties.Select(known => known.Name)];
                _problems.Add($"{_client}: the configuration has an unknown key '{child.Path}'. Known are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
            }
        }
    }

    /// <summary>Reads an option under the name that it had in an earlier version.</summary>
    private void ReadRenamed(IConfiguration section, IConfigurationSection child, PropertyInfo property)
    {
        if (section.GetSection(property.Name).Exists())
        {
            Reject(child, $"is the former name of {property.Name}, which is set as well. Remove one of them");
            return;
        }

        string path = RelativePathOf(child);
        _renamed[path] = path[..^child.Key.Length] + property.Name;
        ReadValue(child, property.PropertyType);
    }

    private static PropertyInfo? Find(PropertyInfo[] properties, string name) =>
        Array.Find(properties, property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private void ReadValue(IConfigurationSection section, Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (NestedPropertiesOf(type) is { } properties)
        {
            ReadObject(section, properties, []);
        }
        else if (type == typeof(IReadOnlyList<string>))
        {
            ReadNames(section);
        }
        else if (!IsScalar(plain))
        {
            return; // A third party's type, which its binder reads.
        }
        else if (section.GetChildren().Any())
        {
            Reject(section, "is a list or an object, but a single value is expected");
        }
        else if (section.Value is not { } text)
        {
            if (type.IsValueType && type == plain)
            {
                Reject(section, "has no value. Set one, or remove the key for the default");
            }
        }
        else if (!CanRead(text.Trim(), type, plain))
        {
            Reject(section, plain == typeof(TimeSpan) ? ExplainTime(section, text.Trim()) : $"cannot be converted. Expected: {Describe(plain)}");
        }
    }

    private void ReadNames(IConfigurationSection section)
    {
        if (section.Value is { Length: > 0 })
        {
            Reject(section, "is a single value, but a list of client names is expected");
        }

        foreach (IConfigurationSection item in section.GetChildren().Where(item => item.GetChildren().Any() || string.IsNullOrWhiteSpace(item.Value)))
        {
            Reject(item, "is not the name of a client");
        }
    }

    private void Reject(IConfigurationSection section, string problem)
    {
        _rejected.Add(RelativePathOf(section));
        _problems.Add($"{_client}: '{section.Path}' {problem}.");
    }

    private string RelativePathOf(IConfigurationSection section) =>
        _section is IConfigurationSection { Path: var root } && section.Path.Length > root.Length ? section.Path[(root.Length + 1)..] : section.Path;

    private bool IsRejected(string path) =>
        _rejected.Any(rejected => path.StartsWith(rejected, StringComparison.OrdinalIgnoreCase) && (path.Length == rejected.Length || path[rejected.Length] == ':'));

    private static bool IsScalar(Type type) =>
        type.IsEnum || type == typeof(string) || type == typeof(Uri) || type == typeof(bool) || type == typeof(int) || type == typeof(double)
        || type == typeof(decimal) || type == typeof(TimeSpan);

    private static bool CanRead(string text, Type type, Type plain) =>
        (text.Length == 0 && type != plain)
        || plain == typeof(string)
        || (plain == typeof(Uri) && Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _))
        || (plain == typeof(bool) && bool.TryParse(text, out _))
        || (plain == typeof(int) && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
        || (plain == typeof(double) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        || (plain == typeof(decimal) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        || (plain == typeof(TimeSpan) && text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _))
        || (plain.IsEnum && Enum.TryParse(plain, text, ignoreCase: true, out object? value) && Enum.IsDefined(plain, value));

    /// <summary>Explains a time that cannot be read, or that .NET would read as days.</summary>
    private static string ExplainTime(IConfigurationSection section, string text)
    {
        string form = section.Key.Equals(nameof(CheckLedgerOptions.Retention), StringComparison.OrdinalIgnoreCase)
            ? "Write days.hours:minutes:seconds, such as 30.00:00:00 for 30 days"
            : "Write hours:minutes:seconds, such as 00:00:20 for 20 seconds";
        return text.Length <= 8 && text.All(char.IsAsciiDigit) ? $"is '{text}', which .NET reads as {text} days. {form}" : $"is not a time. {form}";
    }

    private static string Describe(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(int) ? "a whole number"
        : type == typeof(double) || type == typeof(decimal) ? "a number, such as 0.5"
        : type == typeof(Uri) ? "an address"
        : $"one of {string.Join(", ", type.GetEnumNames())}";

    private static PropertyInfo[]? NestedPropertiesOf(Type type) =>
        type == typeof(ResilienceOptions) ? PropertiesOf<ResilienceOptions>()
        : type == typeof(RateLimitOptions) ? PropertiesOf<RateLimitOptions>()
        : null;

    /// <summary>Gets the properties that configuration can set: those that can be written and are neither callbacks nor a ledger.</summary>
    private static PropertyInfo[] PropertiesOf<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>() =>
        Array.FindAll(typeof(T).GetProperties(), property => property.CanWrite && !property.PropertyType.IsAssignableTo(typeof(Delegate)) && property.PropertyType != typeof(CheckLedger));
}
