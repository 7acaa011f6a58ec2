namespace LivenessSdk.AspNetCore.Endpoints;

/// <summary>Represents a problem that ends a request.</summary>
internal sealed class ProblemException(ProblemCode problem, TimeSpan? retryAfter = null, Exception? innerException = null)
    : Exception(problem.Detail, innerException)
{
    public ProblemCode Problem { get; } = problem;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
