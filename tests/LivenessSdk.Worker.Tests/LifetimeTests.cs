using System.Diagnostics.Metrics;
using LivenessSdk.Worker.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Worker.Tests;

public sealed class LifetimeTests
{
    [Fact]
    public async Task A_worker_that_is_stopped_finishes_what_it_took_and_leaves_the_rest()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        rig.Options.Concurrency = 2;
        rig.Simulator.Argos.Always(Scenario.Stall);
        foreach (int i in Enumerable.Range(0, 5))
        {
            await rig.PublishAsync($"k{i}");
        }

        await rig.StartAsync();
        await WorkerRig.WaitUntilAsync(() => Task.FromResult(rig.Posts == 2));
        Task stopping = rig.StopAsync();
        await WorkerRig.WaitUntilAsync(() => Task.FromResult(rig.Logs.Lines.Any(line => line.Contains("The worker is stopping", StringComparison.Ordinal))));
        stopping.IsCompleted.Should().BeFalse("checks in flight are paid for");
        rig.Simulator.Argos.ReleaseStalled();
        await stopping;

        string[] answered = [(await rig.Inbox.ReadResultAsync()).Key, (await rig.Inbox.ReadResultAsync()).Key];
        answered.Should().OnlyHaveUniqueItems();
        rig.Posts.Should().Be(2);
        await rig.Inbox.WaitForCountAsync(rig.Options.Queue, 3);
    }

    [Fact]
    public async Task A_worker_that_is_stopped_gives_back_messages_that_wait_for_the_vendor()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        rig.Simulator.Argos.Always(Scenario.Unauthorized);
        await rig.PublishAsync("k");
        await rig.StartAsync();
        await WorkerRig.WaitUntilAsync(async () => (await rig.CheckHealthAsync()).Status == HealthStatus.Degraded);

        await rig.StopAsync();

        await rig.Inbox.WaitForCountAsync(rig.Options.Queue, 1);
    }

    [Fact]
    public async Task Checks_in_flight_are_ended_when_the_time_for_stopping_is_over()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        rig.Simulator.Argos.Always(Scenario.Stall);
        await rig.PublishAsync("k");
        await rig.StartAsync();
        await WorkerRig.WaitUntilAsync(() => Task.FromResult(rig.Posts == 1));

        await rig.StopAsync(new CancellationToken(canceled: true));

        await rig.Inbox.WaitForCountAsync(rig.Options.Queue, 1);
        await WorkerRig.WaitUntilAsync(async () => (await rig.FindAsync("k"))!.State == LedgerState.Unknown);
    }

    [Fact]
    public async Task A_worker_whose_broker_ends_while_it_stops_still_finishes_what_is_paid_for()
    {
        using RabbitMqServer broker = await RabbitMqServer.StartOwnAsync();
        await using WorkerRig rig = await WorkerRig.CreateAsync(broker);
        rig.Simulator.Argos.Always(Scenario.Stall);
        await rig.PublishAsync("k");
        using LogAction logs = new("The worker is stopping", broker.KillAsync);
        await rig.StartAsync(services => services.AddSingleton<ILoggerProvider>(logs));
        await WorkerRig.WaitUntilAsync(() => Task.FromResult(rig.Posts == 1));

        Task stopping = Task.Run(() => rig.StopAsync(), TestContext.Current.CancellationToken);
        await WorkerRig.WaitUntilAsync(async () => (await rig.CheckHealthAsync()).Status == HealthStatus.Unhealthy);

        stopping.IsCompleted.Should().BeFalse("checks in flight are paid for");
        rig.Simulator.Argos.ReleaseStalled();
        await stopping;
        (await rig.FindAsync("k"))!.State.Should().Be(LedgerState.Answered);
    }

    [Fact]
    public async Task A_worker_that_is_added_twice_is_configured_twice_and_has_one_health_check()
    {
        ServiceCollection services = new();
        services.AddLiveness().AddArgos(options => options.ApiKey = "key").UseLedger((_, _) => new InMemoryCheckLedger());
        services.AddLivenessWorker(options => options.Broker = new Uri("amqp://broker"));
        services.AddLivenessWorker(options => options.PhotoFolder = "photos");
        await using ServiceProvider provider = services.BuildServiceProvider();

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        report.Entries.Keys.Should().Equal(LivenessWorkerDiagnostics.HealthCheckName);
        provider.GetServices<IHostedService>().OfType<CheckWorker>().Should().ContainSingle();
        LivenessWorkerOptions options = provider.GetRequiredService<IOptions<LivenessWorkerOptions>>().Value;
        (options.Broker, options.PhotoFolder).Should().Be((new Uri("amqp://broker"), "photos"));
    }

    [Fact]
    public async Task A_worker_survives_that_its_broker_is_killed_and_stopped()
    {
        using RabbitMqServer broker = await RabbitMqServer.StartOwnAsync();
        await using WorkerRig rig = await WorkerRig.CreateAsync(broker);
        rig.Simulator.Argos.Always(Scenario.Stall);
        string[] keys = [.. Enumerable.Range(0, 12).Select(i => $"k{i}")];
        foreach (string key in keys)
        {
            await rig.PublishAsync(key);
        }

        await rig.StartAsync();
        await WorkerRig.WaitUntilAsync(() => Task.FromResult(rig.Posts == rig.Options.Concurrency));
        await broker.KillAsync();
        await WorkerRig.WaitUntilAsync(async () => (await rig.CheckHealthAsync()).Status == HealthStatus.Unhealthy);
        rig.Simulator.Argos.Always(Scenario.Live);
        rig.Simulator.Argos.ReleaseStalled();
        await broker.StartAgainAsync();
        await broker.StopAsync();
        await broker.StartAgainAsync();
        await rig.ConnectAsync();
        await rig.PublishAsync("last");

        HashSet<string> answered = [];
        while (!answered.Contains("last"))
        {
            answered.Add((await rig.Inbox.ReadResultAsync()).Key);
        }

        foreach (string key in keys)
        {
            await WorkerRig.WaitUntilAsync(async () => await rig.FindAsync(key) is { State: LedgerState.Answered });
        }

        rig.Posts.Should().Be(keys.Length + 1, "the checks that were in flight are not paid for again");
    }

    [Fact]
    public async Task The_worker_counts_what_it_does()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        await rig.StartAsync();
        IMeterFactory meters = rig.Services.GetRequiredService<IMeterFactory>();
        using MetricCollector<long> messages = new(meters, LivenessWorkerDiagnostics.MeterName, "liveness.worker.messages");
        using MetricCollector<int> inFlight = new(meters, LivenessWorkerDiagnostics.MeterName, "liveness.worker.in_flight");
        rig.Simulator.Argos.Next(Scenario.Stall);

        await rig.PublishAsync("k");
        await WorkerRig.WaitUntilAsync(() => Task.FromResult(rig.Posts == 1));
        inFlight.RecordObservableInstruments();
        rig.Simulator.Argos.ReleaseStalled();
        await rig.Inbox.ReadResultAsync();
        await rig.PublishAsync("k");
        await rig.Inbox.ReadResultAsync();
        await rig.Publisher.PublishAsync(new CheckMessage("gone", "gone.jpg", "argos"), TestContext.Current.CancellationToken);
        await rig.Inbox.ReadResultAsync();
        await messages.WaitForMeasurementsAsync(3, TimeSpan.FromSeconds(30));

        inFlight.LastMeasurement!.Value.Should().Be(1);
        messages.GetMeasurementSnapshot().Select(measurement => measurement.Tags["liveness.worker.end"]).Should().Equal("Paid", "Repeated", "Rejected");
        HealthReportEntry health = await rig.CheckHealthAsync();
        (health.Status, health.Data["paid"], health.Data["repeated"], health.Data["rejected"]).Should().Be((HealthStatus.Healthy, 1L, 1L, 1L));
    }

    [Fact]
    public async Task What_is_wrong_with_the_options_fails_the_start()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLiveness().AddArgos(options => options.ApiKey = "key");
        builder.Services.AddLivenessWorker(options =>
        {
            options.Broker = new Uri("http://broker");
            options.Queue = "";
            options.Concurrency = 0;
            options.OutageTimeout = TimeSpan.FromHours(1);
            options.PhotoHosts.Add("https://photos.example.com");
            options.PhotoNetworks.Add("10.0.0.0/64");
            options.MaxPhotoBytes = 0;
        });
        using IHost host = builder.Build();

        string[] failures = [.. (await FluentActions.Awaiting(() => host.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).Which.Failures];

        failures.Should().HaveCount(8);
        foreach (string part in new[] { "UseLedger", "Broker", "Queue", "Concurrency", "OutageTimeout", "PhotoHosts", "PhotoNetworks", "MaxPhotoBytes" })
        {
            failures.Should().ContainSingle(failure => failure.Contains(part, StringComparison.Ordinal), "{0} is wrong", part);
        }
    }

    [Fact]
    public void An_unknown_key_of_the_configuration_is_an_error()
    {
        ServiceCollection services = new();
        services.AddLivenessWorker(new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create<string, string?>("Brokr", "amqp://broker")]).Build());
        using ServiceProvider provider = services.BuildServiceProvider();

        FluentActions.Invoking(() => provider.GetRequiredService<IOptions<LivenessWorkerOptions>>().Value).Should().Throw<InvalidOperationException>().WithMessage("*Brokr*");
    }

    [Fact]
    public async Task A_configuration_is_bound()
    {
        ServiceCollection services = new();
        services.AddLiveness().AddArgos(options => options.ApiKey = "key").UseLedger((_, _) => new InMemoryCheckLedger());
        services.AddLivenessWorker(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Broker"] = "amqps://user:password@broker.example.com/liveness",
                ["Queue"] = "q",
                ["Concurrency"] = "32",
                ["OutageTimeout"] = "00:01:00",
                ["PhotoFolder"] = "photos",
                ["PhotoHosts:0"] = "photos.example.com",
                ["PhotoNetworks:0"] = "10.20.0.0/16",
            }).Build());
        await using ServiceProvider provider = services.BuildServiceProvider();

        LivenessWorkerOptions options = provider.GetRequiredService<IOptions<LivenessWorkerOptions>>().Value;

        (options.Broker!.Host, options.Queue, options.Concurrency, options.OutageTimeout, options.PhotoFolder).Should().Be(("broker.example.com", "q", 32, TimeSpan.FromMinutes(1), "photos"));
        options.PhotoHosts.Should().Equal("photos.example.com");
        options.PhotoNetworks.Should().Equal("10.20.0.0/16");
    }

    /// <summary>Does something before the program continues after a log line.</summary>
    private sealed class LogAction(string line, Func<Task> action) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).Contains(line, StringComparison.Ordinal))
            {
                Task.Run(action).GetAwaiter().GetResult();
            }
        }

        public void Dispose()
        {
        }
    }
}
