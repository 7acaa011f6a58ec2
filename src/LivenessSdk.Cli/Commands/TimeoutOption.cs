using System.CommandLine;
using System.Globalization;

namespace LivenessSdk.Cli;

/// <summary>Represents the option for the timeout of a check: <c>--timeout 20</c> or <c>--timeout 00:00:20</c>.</summary>
internal sealed class TimeoutOption : Option<TimeSpan?>
{
    private const string OptionName = "--timeout";

    public TimeoutOption()
        : base(OptionName, "-t")
    {
        Description = "The timeout of each check, in seconds or as hh:mm:ss. The default is the configured timeout, or else 60 seconds.";
        HelpName = "TIME";
        CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (Parse(text) is { } time && time > TimeSpan.Zero && time <= TimeSpan.FromDays(1))
            {
                return time;
            }

            argument.AddError($"{OptionName} must be seconds or hh:mm:ss, above 0 and at most 24 hours, not '{text}'.");
            return null;
        };
    }

    private static TimeSpan? Parse(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds <= 86_400 ? TimeSpan.FromSeconds(seconds)
        : text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) ? time
        : null;
}
