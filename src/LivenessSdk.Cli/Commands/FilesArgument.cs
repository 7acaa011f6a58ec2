using System.CommandLine;
using System.CommandLine.Parsing;

namespace LivenessSdk.Cli;

/// <summary>Represents the argument with the photos to check.</summary>
internal sealed class FilesArgument : Argument<string[]>
{
    public FilesArgument()
        : base("FILE")
    {
        Description = "Photos: JPEG, PNG or WebP; - for standard input.";
        Arity = ArgumentArity.OneOrMore;
        Validators.Add(result =>
        {
            // A mistyped option would otherwise be treated as a file, after the others were sent and paid for.
            foreach (string name in result.Tokens.Select(token => token.Value).Where(name => name.StartsWith('-') && name != PhotoFile.StandardInput && !File.Exists(name)))
            {
                result.AddError($"'{name}' is neither an option of this command nor a file.{Suggest(result, name)}");
            }

            if (result.Tokens.Count(token => token.Value == PhotoFile.StandardInput) > 1)
            {
                result.AddError("Standard input can only be read once.");
            }
        });
    }

    private static string Suggest(ArgumentResult result, string name) =>
        Suggestion.Find(name, ((CommandResult)result.Parent!).Command.Options.Select(option => option.Name)) is { } meant ? $" Did you mean {meant}?" : "";
}
