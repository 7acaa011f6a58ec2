using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace LivenessSdk.Tests.Privacy;

/// <summary>Holds something that must not show, and knows it again in every form in which it could.</summary>
public sealed class Canary
{
    private readonly string[] _forms;

    public Canary(string kind, string content, Surface allowedOn = Surface.None)
        : this(kind, Encoding.UTF8.GetBytes(content), allowedOn)
    {
    }

    public Canary(string kind, ReadOnlySpan<byte> content, Surface allowedOn = Surface.None)
    {
        content.Length.Should().BeGreaterThanOrEqualTo(12, "a shorter {0} would be found by chance", kind);
        Kind = kind;
        AllowedOn = allowedOn;
        string raw = Encoding.Latin1.GetString(content);
        byte[] bytes = content.ToArray();
        _forms =
        [
            .. new[]
            {
                raw,
                JavaScriptEncoder.Default.Encode(raw),
                Uri.EscapeDataString(raw),
                Base64(bytes, skip: 0),
                Base64(bytes, skip: 1),
                Base64(bytes, skip: 2),
                Convert.ToHexString(bytes),
                Convert.ToHexString(bytes).ToLowerInvariant(),
                BitConverter.ToString(bytes),
                Numbers(bytes, ","),
                Numbers(bytes, ", "),
            }.Distinct(),
        ];
    }

    public string Kind { get; }

    /// <summary>Gets where it may show after all.</summary>
    public Surface AllowedOn { get; }

    public bool IsIn(string text) => Array.Exists(_forms, form => text.Contains(form, StringComparison.Ordinal));

    /// <summary>Encodes whole groups of three bytes, which look the same wherever base64 of something larger begins.</summary>
    private static string Base64(byte[] bytes, int skip) =>
        Convert.ToBase64String(bytes, skip, (bytes.Length - skip) / 3 * 3);

    private static string Numbers(byte[] bytes, string separator) =>
        string.Join(separator, bytes.Select(value => value.ToString(CultureInfo.InvariantCulture)));
}
