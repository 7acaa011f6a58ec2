namespace LivenessSdk;

/// <summary>Limits how many messages are in flight at once. An upload beyond that is rejected; a poll takes the next place that becomes free.</summary>
internal sealed class ConcurrencyQueue : PermitQueue
{
    private readonly int _limit;
    private int _free;

    public ConcurrencyQueue(int limit, TimeProvider timeProvider)
        : base(maxUploads: 0, TimeSpan.Zero, timeProvider)
    {
        _limit = limit;
        _free = limit;
    }

    protected override bool HasFewPermits() => _free < _limit / 4.0;

    protected override Permit? TryTake()
    {
        if (_free == 0)
        {
            return null;
        }

        _free--;
        return Permit.Grant(Release);
    }

    protected override void RequestPermit()
    {
        // Release is on its way: whoever has a place gives it back.
    }

    private void Release()
    {
        lock (Lock)
        {
            _free++;
        }

        Serve();
    }
}
