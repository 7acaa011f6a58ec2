using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace LivenessSdk.Cli;

/// <summary>Reads photos one at a time as capacity becomes available, and measures the duration of each check.</summary>
internal sealed class EvaluationRequests
{
    private readonly Dictionary<string, LabeledPhoto> _photos;
    private readonly ConcurrentDictionary<string, long> _started = [];
    private readonly ConcurrentQueue<(LabeledPhoto Photo, LivenessException Failure)> _unreadable = [];

    /// <param name="photos">The photos.</param>
    public EvaluationRequests(IEnumerable<LabeledPhoto> photos)
    {
        _photos = photos.ToDictionary(photo => photo.Key);
    }

    /// <summary>Gets the files that are not photos.</summary>
    public IEnumerable<(LabeledPhoto Photo, LivenessException Failure)> Unreadable => _unreadable;

    public async IAsyncEnumerable<LivenessRequest> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach ((string key, LabeledPhoto photo) in _photos)
        {
            LivenessImage image;
            try
            {
                image = await PhotoFile.ReadAsync(photo.Path, cancellationToken);
            }
            catch (LivenessException e)
            {
                _unreadable.Enqueue((photo, e));
                continue;
            }

            _started[key] = TimeProvider.System.GetTimestamp();
            yield return new LivenessRequest(image) { IdempotencyKey = key };
        }
    }

    /// <summary>Gets the photo of an item, and the duration of its check.</summary>
    public (LabeledPhoto Photo, TimeSpan Duration) Complete(CheckManyItem item)
    {
        string key = item.IdempotencyKey!;
        IReadOnlyList<LivenessAttempt> attempts = item.Result?.Attempts ?? item.Failure?.Attempts ?? [];

        // The client's own measurement is more exact, since the item may have waited to be read.
        return (_photos[key], attempts is [var only] ? only.Duration : TimeProvider.System.GetElapsedTime(_started[key]));
    }
}
