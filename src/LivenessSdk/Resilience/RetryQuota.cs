namespace LivenessSdk;

/// <summary>Bounds how much traffic retries add: they draw on a store that only successes refill, so that during an outage they soon end.</summary>
internal sealed class RetryQuota
{
    private const int Capacity = 500;
    private const int RetryCost = 14;
    private const int SuccessRefund = 1;

    private readonly object _lock = new();
    private int _tokens = Capacity;

    /// <summary>Pays for a retry.</summary>
    /// <returns>False when the store cannot pay.</returns>
    public bool TryTake()
    {
        lock (_lock)
        {
            if (_tokens < RetryCost)
            {
                return false;
            }

            _tokens -= RetryCost;
            return true;
        }
    }

    /// <summary>Takes back the cost of a retry that was not made.</summary>
    public void Return()
    {
        lock (_lock)
        {
            _tokens = Math.Min(Capacity, _tokens + RetryCost);
        }
    }

    /// <summary>Notes a success: the retry that led to it gets its cost back, and a first attempt adds a little.</summary>
    public void Refund(bool afterRetry)
    {
        lock (_lock)
        {
            _tokens = Math.Min(Capacity, _tokens + (afterRetry ? RetryCost : SuccessRefund));
        }
    }
}
