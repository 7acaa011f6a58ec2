using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Reports what in the replies to one registration is not as the vendor's contract says: each time to the counter, each field once to the log.</summary>
internal sealed class DriftReporter
{
    private readonly ConcurrentDictionary<string, bool> _logged = new(StringComparer.Ordinal);
    private readonly string _clientName;
    private readonly LivenessMetrics _metrics;
    private readonly ILogger _logger;

    public DriftReporter(string clientName, LivenessMetrics metrics, ILogger logger)
    {
        _clientName = clientName;
        _metrics = metrics;
        _logger = logger;
    }

    /// <summary>Reports drift.</summary>
    /// <param name="vendor">The vendor.</param>
    /// <param name="fields">The fields' paths in the vendor's contract, never texts from the reply.</param>
    public void Report(string vendor, IReadOnlyList<string> fields)
    {
        for (int i = 0; i < fields.Count; i++)
        {
            _metrics.CountDrift(vendor, fields[i]);
            if (_logged.TryAdd(fields[i], true))
            {
                LogMessages.ReplyDrifts(_logger, _clientName, vendor, fields[i]);
            }
        }
    }
}
