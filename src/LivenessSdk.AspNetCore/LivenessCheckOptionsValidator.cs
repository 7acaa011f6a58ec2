using LivenessSdk.AspNetCore.Checks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.AspNetCore;

/// <summary>Finds errors in the options when the application starts.</summary>
internal sealed class LivenessCheckOptionsValidator(IServiceProvider services) : IValidateOptions<LivenessCheckOptions>
{
    private static readonly TimeSpan s_longestUpload = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_longestTime = TimeSpan.FromDays(365);

    public ValidateOptionsResult Validate(string? name, LivenessCheckOptions options)
    {
        List<string> errors = [.. FindErrors(options)];
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private IEnumerable<string> FindErrors(LivenessCheckOptions options)
    {
        if (options.FrameCount < 1 || options.FrameCount > options.Poses.Count + 1)
        {
            yield return $"FrameCount is {options.FrameCount}, but must be from 1 to {options.Poses.Count + 1}: one photo from the front and one for each of Poses.";
        }

        if (options.Poses.Contains(FacePose.Front) || options.Poses.Distinct().Count() != options.Poses.Count)
        {
            yield return "Poses must be different from each other and from Front, which is always the first pose.";
        }

        (string Name, int Value)[] numbers =
        [
            (nameof(options.MaxAttempts), options.MaxAttempts),
            (nameof(options.MaxPhotoBytes), options.MaxPhotoBytes),
            (nameof(options.MaxChecksPerMinutePerAddress), options.MaxChecksPerMinutePerAddress),
            (nameof(options.MaxChecksPerMinutePerSession), options.MaxChecksPerMinutePerSession),
        ];
        foreach ((string number, int value) in numbers)
        {
            if (value <= 0)
            {
                yield return $"{number} must be above 0.";
            }
        }

        foreach (string timeError in FindTimeErrors(options))
        {
            yield return timeError;
        }

        if (FindClientError(options) is { } error)
        {
            yield return error;
        }
    }

    private static List<string> FindTimeErrors(LivenessCheckOptions options)
    {
        (string Name, TimeSpan Value)[] times =
        [
            (nameof(options.AttemptWindow), options.AttemptWindow),
            (nameof(options.ChallengeLifetime), options.ChallengeLifetime),
            (nameof(options.ReceiptLifetime), options.ReceiptLifetime),
            (nameof(options.AnswerLifetime), options.AnswerLifetime),
        ];
        List<string> errors = [.. times.Where(time => time.Value <= TimeSpan.Zero || time.Value > s_longestTime).Select(time => $"{time.Name} must be above 0 and at most 365 days.")];
        if (options.UploadTimeout <= TimeSpan.Zero || options.UploadTimeout > s_longestUpload)
        {
            errors.Add("UploadTimeout must be above 0 and at most 1 hour.");
        }

        if (errors.Count == 0 && (options.AnswerLifetime < options.ChallengeLifetime + options.UploadTimeout || options.AnswerLifetime < options.ReceiptLifetime))
        {
            errors.Add("AnswerLifetime must be at least ChallengeLifetime and UploadTimeout together, and at least ReceiptLifetime. Otherwise a challenge could be used twice.");
        }

        return errors;
    }

    private string? FindClientError(LivenessCheckOptions options)
    {
        LivenessClientFactory clients = services.GetRequiredService<LivenessClientFactory>();
        if (options.ClientName is { } chosen && !clients.Names.Contains(chosen, StringComparer.OrdinalIgnoreCase))
        {
            return $"The client '{chosen}' is not registered. Registered clients: {string.Join(", ", clients.Names)}.";
        }

        return CheckWarmup.FindClientName(services, options) is { } name && clients.GetProviderInfo(name) is { } info && info.MaxFrames < options.FrameCount
            ? $"FrameCount is {options.FrameCount}, but the client '{name}' accepts at most {info.MaxFrames} photos in one check. Lower FrameCount, or set ClientName to another client."
            : null;
    }
}
