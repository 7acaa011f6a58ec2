using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace LivenessSdk;

/// <summary>Chooses what a composition throws when every client it asked failed.</summary>
internal static class MostTellingFailure
{
    /// <summary>Throws the failure that says best what the caller can do, with everyone who was asked.</summary>
    /// <param name="failures">At least one, in the order in which the clients were asked.</param>
    /// <param name="attempts">Everyone who was asked, in that order.</param>
    /// <returns>Nothing: it never returns.</returns>
    [DoesNotReturn]
    public static LivenessResult Throw(IEnumerable<LivenessException> failures, IReadOnlyList<LivenessAttempt> attempts)
    {
        LivenessException chosen = failures.MinBy(Rank)!;
        chosen.Complete(attempts);
        ExceptionDispatchInfo.Throw(chosen); // Keeps the stack trace, which throw would not.
        return null;
    }

    /// <summary>Orders failures: take another photo, take up a paid check, try later, have somebody mend the account or the library, change the call.</summary>
    private static int Rank(LivenessException failure) =>
        failure.Error switch
        {
            LivenessError.InvalidImage => 0,
            _ when failure.ContinuationToken is not null => 1,
            LivenessError.RateLimited => 2,
            LivenessError.TimedOut => 3,
            LivenessError.Unavailable => 4,
            LivenessError.QuotaExceeded => 5,
            LivenessError.Unauthorized => 6,
            LivenessError.UnexpectedResponse => 7,
            _ => 8,
        };
}
