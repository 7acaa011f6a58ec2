namespace LivenessSdk.Providers;

/// <summary>Schedules the polls for the outcome of one task: often while it is likely to end, at most twelve times in the first thirty seconds.</summary>
internal sealed class PollSchedule
{
    private const int MaxQuestions = 12;

    private static readonly TimeSpan s_horizon = TimeSpan.FromSeconds(30);

    /// <summary>The minimum time between two answers.</summary>
    private static readonly TimeSpan s_shortestStep = TimeSpan.FromMilliseconds(100);

    /// <summary>The minimum time between two answers after the first thirty seconds.</summary>
    private static readonly TimeSpan s_lateStep = TimeSpan.FromSeconds(3);

    private readonly ProviderCheck _check;
    private readonly bool _isContinued;
    private readonly long _began;
    private TimeSpan _asked;
    private TimeSpan _unfinished;
    private TimeSpan _roundTrip;
    private int _questions;

    /// <param name="check">The check, whose client knows the times of earlier tasks.</param>
    /// <param name="isContinued">Whether the task began at another, unknown time.</param>
    public PollSchedule(ProviderCheck check, bool isContinued)
    {
        _check = check;
        _isContinued = isContinued;
        _began = check.TimeProvider.GetTimestamp();
        _roundTrip = check.TaskTimes.RoundTrip;
    }

    private TimeSpan Elapsed => _check.TimeProvider.GetElapsedTime(_began);

    /// <summary>Records that a poll is sent.</summary>
    public void BeginQuestion()
    {
        _asked = Elapsed;
        _questions++;
    }

    /// <summary>Records that a poll was answered.</summary>
    public void EndQuestion(bool isFinished)
    {
        TimeSpan now = Elapsed;
        _roundTrip = now - _asked;
        if (!isFinished)
        {
            _unfinished = now;
        }
        else if (!_isContinued)
        {
            _check.TaskTimes.Record(_unfinished, now, _roundTrip);
        }
    }

    /// <summary>Returns how long to wait before the next poll.</summary>
    public TimeSpan NextWait()
    {
        if (_isContinued && _questions == 0)
        {
            return TimeSpan.Zero;
        }

        TimeSpan now = Elapsed;
        TimeSpan next = NextAnswer(now);

        // With jitter, so that checks that began together do not poll together; never earlier.
        double scatter = (next < s_horizon ? 0.9 : 1) + (Random.Shared.NextDouble() / 10);
        TimeSpan wait = ((next - now) * scatter) - _roundTrip;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>Returns when the next answer is wanted.</summary>
    private TimeSpan NextAnswer(TimeSpan now)
    {
        if (now >= s_horizon)
        {
            return now + Longer(s_lateStep, now / 10);
        }

        int left = MaxQuestions - _questions;
        if (left <= 1)
        {
            return Longer(s_horizon, now + s_lateStep);
        }

        // Each poll costs a permit: if few are left, two uncertain answers are worth less than another check.
        double share = 1.0 / (_check.IsNearLimit ? 3 : 7);
        TimeSpan next = _check.TaskTimes.FindNext(now, _questions == 0 ? share / 2 : share);
        if (_questions > 0 && now > TimeSpan.Zero)
        {
            next = Longer(now + s_shortestStep, Shorter(next, Longer(now + (2 * s_shortestStep), Spread(now, left))));
        }

        // The later polls have to double the time.
        return Longer(next, s_horizon / Math.Pow(2, left - 1));
    }

    /// <summary>Returns the time of the next answer if all that are left come after the same multiple of the time so far.</summary>
    private static TimeSpan Spread(TimeSpan now, int left) => now * Math.Pow(s_horizon / now, 1.0 / left);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
