using LivenessSdk;

namespace TestingYourApplication;

/// <summary>Represents your application, whose handling of the answers you want to test.</summary>
public sealed class Onboarding(ILivenessClient liveness)
{
    public async Task<string> WelcomeAsync(LivenessImage selfie, CancellationToken cancellationToken = default)
    {
        try
        {
            LivenessResult result = await liveness.CheckAsync(selfie, cancellationToken);
            return result.Verdict switch
            {
                LivenessVerdict.Live => "Welcome.",
                LivenessVerdict.NotLive => "Please come to one of our branches.",
                _ => "Please take another photo.",
            };
        }
        catch (LivenessException e) when (e.IsTransient)
        {
            return "Please try again later.";
        }
    }
}
