using LivenessSdk;

namespace TestingYourApplication;

/// <summary>Stands for your application: what it does with the answers is what you want to test.</summary>
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
