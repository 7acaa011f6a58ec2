using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace LivenessSdk.Evaluation;

/// <summary>Represents HTML. In <c>Markup.Of($"…")</c> the literal text is HTML, and interpolated values are encoded unless they are markup.</summary>
internal readonly struct Markup(string html)
{
    public static Markup Empty { get; } = new("");

    public static Markup Of(Builder html) => new(html.ToString());

    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts));

    public override string ToString() => html ?? "";

    /// <summary>Builds markup from an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly struct Builder
    {
        private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

        private readonly StringBuilder _html;

        public Builder(int literalLength, int formattedCount)
        {
            _html = new StringBuilder(literalLength + (formattedCount * 16));
        }

        public void AppendLiteral(string html) => _html.Append(html);

        public void AppendFormatted(Markup markup) => _html.Append(markup);

        public void AppendFormatted(IEnumerable<Markup> parts) => _html.AppendJoin("", parts);

        public void AppendFormatted(string? text) => _html.Append(s_encoder.Encode(text ?? ""));

        public void AppendFormatted(int number) => _html.Append(CultureInfo.InvariantCulture, $"{number:N0}");

        public void AppendFormatted(double number, string? format = null) => _html.Append(number.ToString(format ?? "0.##", CultureInfo.InvariantCulture));

        public override string ToString() => _html.ToString();
    }
}
