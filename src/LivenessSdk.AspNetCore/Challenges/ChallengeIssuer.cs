using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.AspNetCore.Challenges;

/// <summary>Issues challenges with randomly chosen poses, and validates them.</summary>
internal sealed class ChallengeIssuer(IDataProtectionProvider protection, IOptions<LivenessCheckOptions> options, TimeProvider timeProvider)
{
    private readonly Seal _seal = new(protection, "Challenge");

    public string Issue(string binding, out Challenge challenge)
    {
        LivenessCheckOptions settings = options.Value;
        challenge = new Challenge(
            Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
            binding,
            timeProvider.GetUtcNow() + settings.ChallengeLifetime,
            ChoosePoses(settings));
        return _seal.Close(
            challenge.Id,
            binding,
            challenge.Expires.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            string.Join(',', challenge.Poses));
    }

    public bool TryOpen(string? token, [NotNullWhen(true)] out Challenge? challenge)
    {
        challenge = _seal.TryOpen(token, 4, out string[]? parts)
            ? new Challenge(
                parts[0],
                parts[1],
                DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[2], CultureInfo.InvariantCulture)),
                [.. parts[3].Split(',').Select(Enum.Parse<FacePose>)])
            : null;
        return challenge is not null;
    }

    private static FacePose[] ChoosePoses(LivenessCheckOptions settings)
    {
        FacePose[] shuffled = [.. settings.Poses];
        RandomNumberGenerator.Shuffle<FacePose>(shuffled);
        return [FacePose.Front, .. shuffled.Take(settings.FrameCount - 1)];
    }
}
