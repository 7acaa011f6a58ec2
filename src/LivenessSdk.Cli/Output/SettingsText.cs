using System.Text.Json;
using System.Text.Json.Nodes;

namespace LivenessSdk.Cli;

/// <summary>Writes settings in a form that can be pasted into a shell or a file.</summary>
internal static class SettingsText
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public static IEnumerable<string> Write(IEnumerable<KeyValuePair<string, string?>> settings, SettingsFormat format)
    {
        KeyValuePair<string, string>[] sorted =
        [
            .. settings.Where(setting => setting.Value is not null)
                .Select(setting => KeyValuePair.Create(setting.Key, setting.Value!))
                .OrderBy(setting => setting.Key, StringComparer.Ordinal),
        ];
        return format switch
        {
            SettingsFormat.Json => WriteJson(sorted).Split('\n').Select(line => line.TrimEnd('\r')),
            SettingsFormat.PowerShell => sorted.Select(setting => $"$env:{VariableOf(setting.Key)} = '{setting.Value.Replace("'", "''", StringComparison.Ordinal)}'"),
            _ => sorted.Select(setting => $"export {VariableOf(setting.Key)}='{setting.Value.Replace("'", @"'\''", StringComparison.Ordinal)}'"),
        };
    }

    private static string VariableOf(string key) => key.Replace(":", "__", StringComparison.Ordinal);

    private static string WriteJson(IEnumerable<KeyValuePair<string, string>> settings)
    {
        JsonObject root = [];
        foreach ((string key, string value) in settings)
        {
            string[] path = key.Split(':');
            JsonObject parent = root;
            foreach (string name in path[..^1])
            {
                parent[name] ??= new JsonObject();
                parent = parent[name]!.AsObject();
            }

            parent[path[^1]] = value;
        }

        return root.ToJsonString(s_indented);
    }
}
