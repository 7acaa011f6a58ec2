using System.Reflection;
using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Tests.Diagnostics;

/// <summary>Compares the page on telemetry with what comes out when everything happens at least once.</summary>
public sealed class TelemetryTableTests : ObservedSimulator
{
    [Fact]
    public async Task The_tables_list_every_span_and_instrument_with_its_tags()
    {
        using RecordedTelemetry telemetry = new();

        await LetEverythingHappenAsync();

        var spans = telemetry.Spans.Where(span => span.Source.Name == "LivenessSdk")
            .GroupBy(span => span.OperationName)
            .ToDictionary(group => group.Key, group => Distinct(group.SelectMany(span => span.TagObjects)));
        var documentedSpans = TelemetryTable.Read("Spans").ToDictionary(row => TelemetryTable.Names(row[0]).Single(), row => TelemetryTable.Names(row[2]));
        spans.Should().BeEquivalentTo(documentedSpans);

        // Each container has instruments of its own, also those of tests that run beside this one.
        var instruments = telemetry.Instruments.GroupBy(instrument => instrument.Name).ToDictionary(
            instrument => instrument.Key,
            instrument => (
                Kind: instrument.First().GetType().Name.Split('`')[0],
                instrument.First().Unit,
                Tags: Distinct(telemetry.Measurements.Where(measurement => measurement.Instrument.Name == instrument.Key).SelectMany(measurement => measurement.Tags))));
        var documented = TelemetryTable.Read("Instruments").ToDictionary(
            row => TelemetryTable.Names(row[0]).Single(),
            row => (Kind: row[1], Unit: (string?)TelemetryTable.Names(row[2]).Single(), Tags: TelemetryTable.Names(row[4])));
        instruments.Should().BeEquivalentTo(documented);
    }

    [Fact]
    public void The_table_of_tags_explains_each_of_them_once()
    {
        string[] used =
        [
            .. TelemetryTable.Read("Spans").SelectMany(row => TelemetryTable.Names(row[2])),
            .. TelemetryTable.Read("Instruments").SelectMany(row => TelemetryTable.Names(row[4])),
        ];

        TelemetryTable.Read("Tags").Select(row => TelemetryTable.Names(row[0]).Single()).Should().BeEquivalentTo(used.Distinct());
    }

    [Fact]
    public void The_table_of_log_messages_lists_every_event_once()
    {
        LoggerMessageAttribute[] messages =
        [
            .. typeof(LivenessClient).Assembly.GetTypes()
                .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
                .OfType<LoggerMessageAttribute>()
                .OrderBy(message => message.EventId),
        ];

        messages.Select(message => message.EventId).Should().OnlyHaveUniqueItems();
        TelemetryTable.Read("Log messages").Select(row => (row[0], row[2]))
            .Should().Equal(messages.Select(message => ($"{message.EventId}", message.Message)));

        // A message whose level depends tells both; TelemetryTests and BreakerTests see to those.
        TelemetryTable.Read("Log messages").Zip(messages).Where(pair => pair.Second.Level != LogLevel.None)
            .Should().OnlyContain(pair => pair.First[1] == pair.Second.Level.ToString());
    }

    private static string[] Distinct(IEnumerable<KeyValuePair<string, object?>> tags) =>
        [.. tags.Select(tag => tag.Key).Distinct().Order(StringComparer.Ordinal)];

    private async Task LetEverythingHappenAsync()
    {
        await using LivenessClient client = CreateClient(
            options => options.Resilience.MinimumThroughput = 2,
            builder => builder
                .AddDojah("shadow", options =>
                {
                    options.Endpoint = Simulator.Dojah.Endpoint;
                    (options.AppId, options.SecretKey) = (Simulator.Dojah.AppId, Simulator.Dojah.SecretKey);
                })
                .AddShadow("compared", o => (o.Primary, o.Shadow, o.SamplingRate) = (Name, "shadow", 1)));
        Simulator.Argos.Next(Scenario.RateLimited(), Scenario.Attack, Scenario.HtmlPage);

        LivenessRequest request = new(SamplePhoto.ToImage()) { TransactionId = "order-4711" };
        await client.GetClient("compared").CheckAsync(request);
        await FailAsync(client.GetClient("compared"));
        Simulator.Argos.Always(Scenario.ServerError);
        for (int i = 0; i < 8; i++)
        {
            await FailAsync(client);
        }
    }
}
