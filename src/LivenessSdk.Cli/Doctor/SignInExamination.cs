using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Cli;

/// <summary>Examines credentials by signing in, if that is free: a check is started, and canceled before its photo is sent.</summary>
internal static class SignInExamination
{
    private static readonly string[] s_vendorsWithSignIn = ["Progeny", "Riset"];

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(20);

    /// <summary>A PNG of one pixel, which no setting downscales, so that it can be detected in a request.</summary>
    private static readonly byte[] s_photo = Convert.FromHexString(
        "89504E470D0A1A0A0000000D4948445200000001000000010802000000907753DE000"
        + "0000C49444154789C63686B6B030003280193B0CE730C0000000049454E44AE426082");

    /// <summary>Gets the subject of findings about the credentials of a client.</summary>
    public static string SubjectOf(string provider) => $"{provider} credentials";

    /// <summary>Signs in with the credentials of one client.</summary>
    /// <param name="provider">The description of the client.</param>
    /// <param name="name">The name of the client.</param>
    /// <param name="vendor">Its vendor.</param>
    /// <param name="configuration">The section with the client's settings.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    public static async Task<Finding> ExamineAsync(
        string provider, string name, string vendor, IConfiguration configuration, CancellationToken cancellationToken)
    {
        string subject = SubjectOf(provider);
        if (!s_vendorsWithSignIn.Contains(vendor))
        {
            return Finding.Ok(subject, "present; only a paid check can test them (--paid-check FILE)");
        }

        using CancellationTokenSource photoHeld = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        PhotoHold hold = new(s_photo, photoHeld);
        ServiceCollection services = new();
        services.AddLiveness(configuration).ConfigureHttpClient(name, http => http.AddHttpMessageHandler(() => new PhotoHoldHandler(hold)));
        await using ServiceProvider container = services.BuildServiceProvider();
        try
        {
            ILivenessClient client = container.GetRequiredKeyedService<ILivenessClient>(name);
            await client.CheckAsync(new LivenessRequest(LivenessImage.FromBytes(s_photo)) { Timeout = s_timeout }, photoHeld.Token);
        }
        catch (OperationCanceledException) when (hold.IsHeld)
        {
            return Finding.Ok(subject, "accepted: signed in");
        }
        catch (LivenessException e) when (e.Error == LivenessError.Unauthorized)
        {
            return Finding.Problem(subject, e.Message);
        }
        catch (LivenessException e)
        {
            return hold.IsHeld ? Finding.Ok(subject, "accepted: signed in") : Finding.Unreachable(subject, $"Could not sign in. {e.Message}");
        }

        return Finding.Unreachable(subject, "Could not sign in: no request was sent to the vendor.");
    }
}
