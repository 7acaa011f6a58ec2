using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows what a health check of the application says about its clients.</summary>
public sealed class HealthCheckTests
{
    [Fact]
    public async Task Clients_that_work_are_healthy()
    {
        await using ServiceProvider services = Build(HttpStatusCode.OK, builder => builder.AddLiveness());

        HealthReportEntry entry = (await CheckAsync(services)).Entries["liveness"];

        entry.Status.Should().Be(HealthStatus.Healthy);
        entry.Data.Should().BeEquivalentTo(new Dictionary<string, object> { [PlainVendor.Name] = "Closed" });
    }

    [Fact]
    public async Task A_client_with_an_open_breaker_degrades_the_application_and_is_named()
    {
        await using ServiceProvider services = Build(HttpStatusCode.BadGateway, builder => builder.AddLiveness());
        await services.FailAsync();

        HealthReportEntry entry = (await CheckAsync(services)).Entries["liveness"];

        entry.Status.Should().Be(HealthStatus.Degraded);
        entry.Description.Should().Be("plain: Open (Unavailable)");
        entry.Data.Should().BeEquivalentTo(new Dictionary<string, object> { [PlainVendor.Name] = "Open" });
    }

    [Fact]
    public async Task Name_status_and_tags_are_the_callers()
    {
        await using ServiceProvider services = Build(
            HttpStatusCode.BadGateway, builder => builder.AddLiveness("vendors", HealthStatus.Unhealthy, ["ready"]));
        await services.FailAsync();

        HealthReport report = await CheckAsync(services, registration => registration.Tags.Contains("ready"));

        report.Entries["vendors"].Status.Should().Be(HealthStatus.Unhealthy);
    }

    private static Task<HealthReport> CheckAsync(ServiceProvider services, Func<HealthCheckRegistration, bool>? predicate = null) =>
        services.GetRequiredService<HealthCheckService>().CheckHealthAsync(predicate);

    private static ServiceProvider Build(HttpStatusCode status, Action<IHealthChecksBuilder> add) =>
        PlainVendor.Build(
            options =>
            {
                options.Endpoint = new Uri("https://vendor.example/");
                options.Resilience.MaxRetryAttempts = 0;
                options.Resilience.ConsecutiveFailures = 1;
            },
            new ManualTimeProvider(),
            new StubNetwork(() => StubNetwork.Reply(status)),
            services => add(services.AddHealthChecks()));
}
