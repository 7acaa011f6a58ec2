using Microsoft.Extensions.Options;

namespace LivenessSdk;

/// <summary>Lists all problems of a configuration, one on a line.</summary>
internal sealed class LivenessStartupException(IEnumerable<string> problems)
    : OptionsValidationException(Microsoft.Extensions.Options.Options.DefaultName, typeof(LivenessStartup), problems)
{
    public override string Message => string.Join(Environment.NewLine, Failures);
}
