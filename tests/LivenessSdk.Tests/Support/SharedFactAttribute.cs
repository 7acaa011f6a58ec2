using System.Runtime.CompilerServices;

namespace LivenessSdk.Tests.Support;

/// <summary>Marks a test that needs the shared folder beside the repository; it is skipped, visibly, where there is none.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!Directory.Exists(Repository.Shared))
        {
            Skip = SharedTheoryAttribute.Reason;
        }
    }
}

/// <summary>Marks a theory that needs the shared folder beside the repository; it is skipped, visibly, where there is none.</summary>
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    internal const string Reason = "Needs the folder ../shared, which a clone of the repository does not have.";

    public SharedTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!Directory.Exists(Repository.Shared))
        {
            Skip = Reason;
        }
    }
}
