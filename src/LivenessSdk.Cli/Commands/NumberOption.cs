using System.CommandLine;
using System.Globalization;

namespace LivenessSdk.Cli;

/// <summary>Takes a whole number within bounds.</summary>
internal sealed class NumberOption : Option<int>
{
    /// <param name="name">The option, with its dashes.</param>
    /// <param name="usual">The number that is taken when none is given.</param>
    /// <param name="most">The largest that is accepted; the smallest is 1.</param>
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
