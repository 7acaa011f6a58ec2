using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace LivenessSdk.AspNetCore.Checks;

/// <summary>Counts the attempts of a person, or of a browser session if the application does not identify the person.</summary>
internal sealed class CheckAttempts(GuardedCheckStore store, IOptions<LivenessCheckOptions> options, TimeProvider timeProvider)
{
    public static string KeyOf(string? subject, string binding)
    {
        string owner = subject is null ? $"session {binding}" : $"subject {subject}";
        return $"attempts:{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(owner)))}";
    }

    public async Task<bool> AnyLeftAsync(string key, CancellationToken cancellationToken) =>
        await AddAsync(key, 0, cancellationToken).ConfigureAwait(false) < options.Value.MaxAttempts;

    /// <summary>Counts an attempt before the check, so that concurrent checks cannot share the last one.</summary>
    public async Task<bool> TryTakeAsync(string key, CancellationToken cancellationToken)
    {
        if (await AddAsync(key, 1, cancellationToken).ConfigureAwait(false) <= options.Value.MaxAttempts)
        {
            return true;
        }

        await ReturnAsync(key, cancellationToken).ConfigureAwait(false);
        return false;
    }

    public Task<long> ReturnAsync(string key, CancellationToken cancellationToken) => AddAsync(key, -1, cancellationToken);

    /// <summary>Determines the effect of a result on further attempts.</summary>
    /// <returns>A value indicating whether the person may try again.</returns>
    public async Task<bool> SettleAsync(string key, LivenessResult result, CancellationToken cancellationToken)
    {
        switch (result.Verdict)
        {
            case LivenessVerdict.Live:
                long used = await AddAsync(key, 0, cancellationToken).ConfigureAwait(false);
                await AddAsync(key, (int)-used, cancellationToken).ConfigureAwait(false);
                return false;
            case LivenessVerdict.NotLive when !options.Value.AllowRetryAfterNotLive:
                await AddAsync(key, options.Value.MaxAttempts, cancellationToken).ConfigureAwait(false);
                return false;
            case LivenessVerdict.Inconclusive when !result.Reasons.All(reason => reason.Code.CanRetake):
                return false;
            default:
                return await AnyLeftAsync(key, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<long> AddAsync(string key, int amount, CancellationToken cancellationToken) =>
        store.AddAsync(key, amount, timeProvider.GetUtcNow() + options.Value.AttemptWindow, cancellationToken);
}
