using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace LivenessSdk;

/// <summary>Throws the failure of a composition when every client that it asked failed.</summary>
internal static class CompositionFailure
{
    /// <summary>Throws the failure that best tells the caller what to do, and names every client that failed.</summary>
    /// <param name="composition">The name of the composition.</param>
    /// <param name="failures">The names of the clients with their failures; at least one, in the order in which the clients were asked.</param>
    /// <param name="attempts">Every client that was asked, in that order.</param>
    /// <returns>Nothing: it never returns.</returns>
    [DoesNotReturn]
    public static LivenessResult Throw(
        string composition, IReadOnlyList<(string Client, LivenessException Failure)> failures, IReadOnlyList<LivenessAttempt> attempts)
    {
        LivenessException chosen = failures.Select(failed => failed.Failure).MinBy(Rank)!;
        if (failures.Count == 1)
        {
            chosen.Complete(attempts);
            ExceptionDispatchInfo.Throw(chosen); // Keeps the stack trace, which throw would not.
        }

        string names = string.Join(", ", failures.Select(failed => $"{failed.Client} {Describe(failed.Failure)}"));
        throw chosen.ForComposition($"{composition}: all clients that were asked failed ({names}). {chosen.Message}", attempts);
    }

    private static string Describe(LivenessException failure) =>
        failure.Response is { } response ? $"{failure.Error}, HTTP {(int)response.StatusCode}" : $"{failure.Error}";

    /// <summary>Orders failures by what resolves them: another photo, continuing a paid check, waiting, fixing the account or the installation, changing the call.</summary>
    private static int Rank(LivenessException failure) =>
        failure.Error switch
        {
            LivenessError.InvalidImage => 0,
            _ when failure.ContinuationToken is not null => 1,
            LivenessError.RateLimited => 2,
            LivenessError.TimedOut => 3,
            LivenessError.Unavailable => 4,
            LivenessError.InProgress => 5,
            LivenessError.LedgerUnavailable => 6,
            LivenessError.QuotaExceeded => 7,
            LivenessError.Unauthorized => 8,
            LivenessError.ImageProcessingUnavailable => 9,
            LivenessError.OutcomeUnknown => 10,
            LivenessError.UnexpectedResponse => 11,
            LivenessError.InvalidRequest => 12,
            _ => 13,
        };
}
