using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Tests.Privacy;

/// <summary>Looks for canaries on the paths beyond a single check: compositions, many photos, tokens, continuation, settings.</summary>
public sealed class LeakInCompanyTests : PlantedSimulator
{
    [Fact]
    public async Task Compositions_leave_no_trace()
    {
        TaskCompletionSource<ShadowComparison> compared = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (ServiceProvider services = Build(builder => builder
            .AddFailover("failover", [.. Registrations])
            .AddConsensus("consensus", options => (options.Clients, options.RequiredAgreements) = ([.. Registrations], 3))
            .AddShadow("shadow", options =>
            {
                (options.Primary, options.Shadow, options.SamplingRate) = ("argos", "dojah", 1);
                options.OnCompared = (comparison, _) =>
                {
                    compared.SetResult(comparison);
                    return Task.FromException(new InvalidOperationException("The callback fails, so that this is logged."));
                };
            })))
        {
            Simulator.Argos.Next(Scenario.Response(500, BodySecret));
            (await ShowAsync(services, "failover")).Should().BeOfType<LivenessResult>().Which.Attempts.Should().HaveCount(2);
            Simulator.Argos.Next(Scenario.Response(500, BodySecret));
            (await ShowAsync(services, "consensus")).Should().BeOfType<LivenessResult>().Which.Answers.Should().NotBeEmpty();
            (await ShowAsync(services, "shadow")).Should().BeOfType<LivenessResult>();
            Detector.Add(await compared.Task);
        }

        Detector.Logs.Lines.Should().Contain(line => line.Contains("a comparison failed", StringComparison.Ordinal));
        ExpectNoLeak();
    }

    [Fact]
    public async Task A_composition_that_fails_leaves_no_trace()
    {
        await using ServiceProvider services = Build(builder => builder.AddFailover("failover", [.. Registrations]));
        Simulator.Always(Scenario.Response(500, BodySecret));

        (await ShowAsync(services, "failover")).Should().BeOfType<LivenessException>().Which.Attempts.Should().HaveCount(Registrations.Count);
        ExpectNoLeak();
    }

    [Fact]
    public async Task The_ledger_of_many_checks_holds_references_only()
    {
        await using ServiceProvider services = Build();
        InMemoryCheckLedger ledger = new();
        Simulator.Progeny.Next(Scenario.Live, Scenario.Attack, Scenario.Response(500, BodySecret), Scenario.Response(200, BodySecret));
        ILivenessClient client = services.GetRequiredService<LivenessClientFactory>().GetClient("progeny");
        int items = 0;
        await foreach (CheckManyItem item in client.CheckManyAsync(RequestsAsync(), new CheckManyOptions { Ledger = ledger, MaxConcurrency = 1 }))
        {
            Detector.Add(Surface.Text, item.ToString());
            Detector.Add(Surface.Debugger, ObjectView.InDebugger(item));
            if (item.Failure is { } failure)
            {
                Detector.Add(failure);
            }

            items++;
        }

        items.Should().Be(4);
        await foreach (LedgerEntry entry in ledger.ListAsync())
        {
            entry.Key.IdempotencyKey.Should().StartWith(Secret("transaction"));
            Detector.Add(Surface.Ledger, $"{entry.Key} {entry.Fingerprint} {entry.Outcome!.ToJson()}");
            Detector.Add(Surface.Debugger, ObjectView.InDebugger(entry));
        }

        ExpectNoLeak();
    }

    [Fact]
    public async Task Renewed_tokens_leave_no_trace()
    {
        await using ServiceProvider services = Build();

        await ShowAsync(services, "progeny");
        Simulator.Progeny.ExpireTokens();
        await ShowAsync(services, "progeny");
        await ShowAsync(services, "riset");
        Simulator.Riset.ExpireTokens();
        await ShowAsync(services, "riset");

        Simulator.Progeny.Requests.Should().Contain(request => request.Fields.ContainsKey("refresh"));
        ExpectNoLeak();
    }

    [Fact]
    public async Task A_check_that_is_continued_leaves_no_trace()
    {
        await using ServiceProvider services = Build();
        LivenessRequest request = new(CanaryPhoto.ToImage()) { ReturnWhenPending = true, TransactionId = Secret("transaction") };

        string token = (await ShowAsync(services, "progeny", request)).Should().BeOfType<LivenessResult>().Which.ContinuationToken!;
        await ShowAsync(services, "progeny", LivenessRequest.Continue(token));
        await ShowAsync(services, "argos", LivenessRequest.Continue(token));
        await ShowAsync(services, "progeny", LivenessRequest.Continue(token + "0"));

        string content = System.Text.Encoding.UTF8.GetString(Convert.FromHexString(token.Split('-')[1]));
        Detector.Add(Surface.Text, content);
        ExpectNoLeak(new Canary("continuation token", token, Surface.Json | Surface.Debugger | Surface.Ledger));
    }

    [Fact]
    public async Task The_address_of_a_photo_leaves_no_trace()
    {
        await using ServiceProvider services = Build();
        LivenessImage image = LivenessImage.FromUri(new Uri($"https://photos.example/{Secret("address")}.jpg"));

        (await ShowAsync(services, "verihubs", CreateRequest(image))).Should().BeOfType<LivenessResult>();
        (await ShowAsync(services, "dojah", CreateRequest(image))).Should().BeOfType<LivenessException>();

        ExpectNoLeak();
    }

    [Fact]
    public async Task What_the_simulator_recorded_shows_no_content_when_it_is_printed()
    {
        await using ServiceProvider services = Build();

        foreach (string registration in Registrations)
        {
            await ShowAsync(services, registration);
            VendorOf(registration).Requests.Should().Contain(request => request.Photos.Count > 0);
            foreach (RecordedRequest request in VendorOf(registration).Requests)
            {
                Detector.Add(Surface.Text, ObjectView.Texts(request));
            }
        }

        ExpectNoLeak();
    }

    [Fact]
    public void Bytes_that_are_no_photo_leave_no_trace()
    {
        byte[] bytes = [0xFF, 0xD8, 0xFF, .. System.Text.Encoding.ASCII.GetBytes(BodySecret)];

        foreach (Action read in new Action[]
        {
            () => LivenessImage.FromBytes(bytes),
            () => LivenessImage.FromBase64(Convert.ToBase64String(bytes)),
            () => LivenessImage.FromBase64(BodySecret + "!"),
        })
        {
            Detector.Add(read.Should().Throw<LivenessException>().Which);
        }

        ExpectNoLeak();
    }

    [Fact]
    public async Task Options_show_no_credentials()
    {
        await using ServiceProvider services = Build();

        Detector.Add(services.GetRequiredService<IOptionsMonitor<ArgosOptions>>().Get("argos"));
        Detector.Add(services.GetRequiredService<IOptionsMonitor<DojahOptions>>().Get("dojah"));
        Detector.Add(services.GetRequiredService<IOptionsMonitor<ProgenyOptions>>().Get("progeny"));
        Detector.Add(services.GetRequiredService<IOptionsMonitor<RisetOptions>>().Get("riset"));
        Detector.Add(services.GetRequiredService<IOptionsMonitor<VerihubsOptions>>().Get("verihubs"));

        services.GetRequiredService<IOptionsMonitor<ArgosOptions>>().Get("argos").ApiKey.Should().Be(Secret("argos"));
        ExpectNoLeak();
    }

    [Theory]
    [InlineData("argos", "ApiKey", "argos", " ")]
    [InlineData("progeny", "Password", "progeny", "\n")]
    [InlineData("argos", "LiveThreshold", "argos", "")]
    [InlineData("riset", "Timeout", "riset", "")]
    [InlineData("dojah", "Endpoint", "dojah", "")]
    [InlineData("verihubs", "KeepResponse", "verihubs", "")]
    public void Bad_settings_are_refused_without_showing_them(string registration, string setting, string secret, string flaw)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddConfiguration(Simulator.ToConfiguration())
            .AddInMemoryCollection([new($"Liveness:Providers:{registration}:{setting}", Secret(secret) + flaw)])
            .Build();

        Action create = () => LivenessClient.Create(configuration.GetSection("Liveness"));

        OptionsValidationException refusal = create.Should().Throw<OptionsValidationException>().Which;
        refusal.Message.Should().Contain(setting);
        Detector.Add(refusal);
        ExpectNoLeak();
    }

    private async IAsyncEnumerable<LivenessRequest> RequestsAsync()
    {
        for (int i = 0; i < 4; i++)
        {
            yield return new LivenessRequest(CanaryPhoto.ToImage()) { TransactionId = $"{Secret("transaction")}-{i}" };
            await Task.Yield();
        }
    }
}
