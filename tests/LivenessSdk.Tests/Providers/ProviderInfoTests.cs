namespace LivenessSdk.Tests.Providers;

public sealed class ProviderInfoTests
{
    [Theory]
    [InlineData(1, "Initech accepts one photo a check, but the request has 3.")]
    [InlineData(2, "Initech accepts up to 2 photos a check, but the request has 3.")]
    public void Too_many_photos_are_rejected_with_the_number_that_is_accepted(int maxFrames, string message)
    {
        LivenessFrame frame = new(SamplePhoto.ToImage());
        LivenessProviderInfo info = new() { Vendor = "Initech", MaxFrames = maxFrames };

        info.FindProblem(new LivenessRequest([frame, frame, frame]), "initech").Should().Be((LivenessError.Unsupported, message));
    }
}
