using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace LivenessSdk.Docs.Tests;

/// <summary>Keeps other tests from listening meanwhile: listeners are those of the whole process.</summary>
[CollectionDefinition(nameof(ListensAlone), DisableParallelization = true)]
public sealed class ListensAlone;

/// <summary>Follows docs/telemetry.md in a web host, where every request has an activity of its own.</summary>
[Collection(nameof(ListensAlone))]
public sealed class TelemetryPageTests
{
    [Fact]
    public async Task A_web_application_set_up_by_the_page_records_the_spans_of_a_check()
    {
        PageFile file = PageFile.FindAll(Page.Read("docs/telemetry.md")).Single(file => file.Kind.Template == "web");
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using Surroundings program = PageCompiler.Load(file);
        await program.RunAsync(simulator);

        string[] spans = await FindSpansAsync(program.Builder!);

        spans.Should().Contain(["Microsoft.AspNetCore", "LivenessSdk", "System.Net.Http"]);
    }

    [Fact]
    public async Task Without_the_source_of_ASP_NET_Core_no_span_of_a_check_is_recorded_as_the_page_says()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        WebApplicationBuilder builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Critical"]); // As soon as something may be logged, requests have activities.
        builder.Services.AddLiveness(simulator.ToConfiguration().GetSection("Liveness"));
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource("LivenessSdk", "System.Net.Http"));

        (await FindSpansAsync(builder)).Should().NotContain("LivenessSdk");
    }

    /// <summary>Lets the application make one check for a request, and lists the sources of the spans that would be exported.</summary>
    private static async Task<string[]> FindSpansAsync(WebApplicationBuilder builder)
    {
        SpanExporter spans = new();
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddProcessor(new SimpleActivityExportProcessor(spans)));
        await using WebApplication application = builder.Build();
        application.MapGet("/", async (ILivenessClient liveness) => (await liveness.CheckAsync(SamplePhoto.ToImage())).ToString());
        await application.StartAsync();
        using SocketsHttpHandler outside = new() { ActivityHeadersPropagator = null }; // A browser does not say that it records.
        using HttpClient browser = new(outside);

        (await browser.GetStringAsync(application.Urls.Single())).Should().StartWith("Live");

        await application.StopAsync();
        return [.. spans.Sources];
    }

    private sealed class SpanExporter : BaseExporter<Activity>
    {
        private readonly List<string> _sources = [];

        public IReadOnlyList<string> Sources => _sources;

        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (Activity span in batch)
            {
                _sources.Add(span.Source.Name);
            }

            return ExportResult.Success;
        }
    }
}
