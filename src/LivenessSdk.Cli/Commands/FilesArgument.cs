using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Takes the photos to check.</summary>
internal sealed class FilesArgument : Argument<string[]>
{
    public FilesArgument()
        : base("FILE")
    {
        Description = "Photos: JPEG, PNG or WebP.";
        Arity = ArgumentArity.OneOrMore;
        Validators.Add(result =>
        {
            // A mistyped option would else be taken for one more file, after the others were sent and paid for.
            foreach (string name in result.Tokens.Select(token => token.Value).Where(name => name.StartsWith('-') && !File.Exists(name)))
            {
                result.AddError($"'{name}' is no option of this command, nor a file.");
            }
        });
    }
}
