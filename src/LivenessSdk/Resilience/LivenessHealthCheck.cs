using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LivenessSdk;

/// <summary>Reports the clients that cannot work at the moment.</summary>
internal sealed class LivenessHealthCheck(LivenessHealth health) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ClientHealth> clients = health.GetAll();
        Dictionary<string, object> states = clients.ToDictionary(client => client.ClientName, client => (object)client.State.ToString());
        string[] failing = [.. clients.Where(client => client.Cause is not null).Select(client => client.ToString())];
        return Task.FromResult(failing.Length == 0
            ? HealthCheckResult.Healthy(data: states)
            : new HealthCheckResult(context.Registration.FailureStatus, string.Join("; ", failing), data: states));
    }
}
