namespace LivenessSdk.Tests.Resilience;

/// <summary>Holds the tests that watch the process as a whole, and so run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "Runs alone";
}
