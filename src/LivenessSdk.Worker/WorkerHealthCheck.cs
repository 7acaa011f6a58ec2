using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LivenessSdk.Worker;

/// <summary>Reports the health of the worker: unhealthy without a broker, degraded while a client's messages wait. It sends no requests.</summary>
internal sealed class WorkerHealthCheck(WorkerState state, CheckHandler handler) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Dictionary<string, object> data = new()
        {
            ["depth"] = state.Depth,
            ["inFlight"] = state.InFlight,
            ["waiting"] = state.Waiting,
            ["paid"] = state[CheckEnd.Paid],
            ["repeated"] = state[CheckEnd.Repeated],
            ["unknown"] = state[CheckEnd.Unknown],
            ["rejected"] = state[CheckEnd.Rejected],
            ["postponed"] = state[CheckEnd.Postponed],
        };
        string[] outages = [.. handler.Outages.Select(outage => $"{outage.Client}: {outage.Outage.Error}. {outage.Outage.Message}")];
        return Task.FromResult(
            !state.IsConnected ? HealthCheckResult.Unhealthy("The broker is unreachable.", data: data)
            : outages.Length > 0 ? HealthCheckResult.Degraded(string.Join(' ', outages), data: data)
            : HealthCheckResult.Healthy(data: data));
    }
}
