using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using LivenessSdk;
using Microsoft.AspNetCore.DataProtection;

namespace CameraCheck;

/// <summary>Chooses the poses that a person is asked for, and remembers them in a sealed token, so that a browser cannot choose its own.</summary>
public sealed class PoseChallenge(IDataProtectionProvider protection)
{
    /// <summary>The number of photos of a vendor that takes several.</summary>
    public const int MaxPhotos = 3;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(5);
    private static readonly FacePose[] s_poses = [FacePose.Left, FacePose.Right, FacePose.Up, FacePose.Down, FacePose.MouthOpen];

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector(nameof(PoseChallenge)).ToTimeLimitedDataProtector();

    /// <summary>Chooses one photo for a vendor that takes one, else a photo from the front and two poses in an order that cannot be foreseen.</summary>
    public (FacePose[] Poses, string Token) Create(int maxPhotos)
    {
        FacePose[] shuffled = [.. s_poses];
        RandomNumberGenerator.Shuffle<FacePose>(shuffled);
        FacePose[] poses = [FacePose.Front, .. maxPhotos < MaxPhotos ? [] : shuffled.Take(MaxPhotos - 1)];
        return (poses, _protector.Protect(string.Join(',', poses), s_lifetime));
    }

    /// <summary>Opens a token of <see cref="Create"/>.</summary>
    public bool TryRead(string? token, [NotNullWhen(true)] out FacePose[]? poses)
    {
        try
        {
            poses = token is null ? null : [.. _protector.Unprotect(token).Split(',').Select(Enum.Parse<FacePose>)];
        }
        catch (CryptographicException)
        {
            poses = null;
        }

        return poses is not null;
    }
}
