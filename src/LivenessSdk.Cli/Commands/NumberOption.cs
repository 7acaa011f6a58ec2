using System.CommandLine;
using System.Globalization;

namespace LivenessSdk.Cli;

/// <summary>Represents an option for a whole number within a range.</summary>
internal sealed class NumberOption : Option<int>
{
    /// <param name="name">The option, with its dashes.</param>
    /// <param name="usual">The default.</param>
    /// <param name="most">The maximum; the minimum is 1.</param>
    public NumberOption(string name, int usual, int most)
        : base(name)
    {
        DefaultValueFactory = _ => usual;
        CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most)
            {
                return number;
            }

            argument.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from 1 to {most}, not '{text}'."));
            return default;
        };
    }
}
