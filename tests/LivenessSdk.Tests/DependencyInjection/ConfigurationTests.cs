using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Tests.DependencyInjection;

public sealed class ConfigurationTests
{
    [Fact]
    public void Every_provider_named_in_configuration_is_registered()
    {
        using ServiceProvider services = Build(
            ("Default", "second"),
            ("Providers:first:Vendor", "Argos"),
            ("Providers:first:ApiKey", "one"),
            ("Providers:second:Vendor", "argos"),
            ("Providers:second:ApiKey", "two"),
            ("Providers:second:LiveThreshold", "72.5"),
            ("Providers:second:Timeout", "00:00:20"),
            ("Providers:second:Resilience:MaxRetryAttempts", "1"));

        services.GetRequiredService<LivenessClientFactory>().Names.Should().BeEquivalentTo("first", "second");
        services.GetRequiredService<ILivenessClient>().Should().BeSameAs(services.GetRequiredKeyedService<ILivenessClient>("second"));
        ArgosOptions options = services.GetRequiredService<IOptionsMonitor<ArgosOptions>>().Get("second");
        options.ApiKey.Should().Be("two");
        options.LiveThreshold.Should().Be(72.5);
        options.Timeout.Should().Be(TimeSpan.FromSeconds(20));
        options.Resilience.MaxRetryAttempts.Should().Be(1);
    }

    [Fact]
    public void A_client_named_after_its_vendor_needs_no_key_for_it()
    {
        using ServiceProvider services = Build(("Providers:argos:ApiKey", "one"), ("Providers:DOJAH:AppId", "two"), ("Providers:DOJAH:SecretKey", "three"));

        services.GetRequiredService<LivenessClientFactory>().Names.Should().BeEquivalentTo("argos", "dojah");
        services.GetRequiredService<IOptionsMonitor<ArgosOptions>>().Get("argos").ApiKey.Should().Be("one");
    }

    [Fact]
    public void Everything_wrong_comes_in_one_message_with_a_line_for_each_problem()
    {
        string[] lines = ProblemsOf(
            ("Defualt", "first"),
            ("Default", "first"),
            ("Providers:first:Vendor", "Argoss"),
            ("Providers:second:ApiKey", "two"),
            ("Providers:third:Vendor", "Argos"),
            ("Providers:third:ApiKye", "three"),
            ("Providers:third:Timeout", "20"),
            ("Providers:third:MaxHeight", "tall"),
            ("Compositions:resilient:Kind", "Failovr"),
            ("Compositions:strict:Kind", "Consensus"),
            ("Compositions:strict:Clients:0", "first"),
            ("Compositions:strict:Clients:1", "nobody"),
            ("Compositions:strict:Requierd", "3"));

        lines.Should().BeEquivalentTo(
            "The configuration has an unknown key 'Defualt'. Known are Default, Providers, Compositions, Ledger and Worker.",
            "'Providers:first' names an unknown vendor: 'Argoss'. Known are: Argos, Dojah, Progeny, Riset, Verihubs. For a vendor of your own, register its descriptor: AddLiveness(section, vendors => vendors.Add(…)).",
            "'Providers:second' lacks the key Vendor, and its name is not that of a vendor. Set Vendor to one of: Argos, Dojah, Progeny, Riset, Verihubs.",
            "resilient: 'Compositions:resilient:Kind' must be one of: Failover, Consensus, Shadow, Idempotent.",
            "third: ApiKey is missing. Set it to the value from the vendor's console.",
            "third: the configuration has an unknown key 'Providers:third:ApiKye'. Known are AllowMultipleFaces, ApiKey, Currency, Endpoint, ExpectContinue, IndependenceGroup, KeepConnectionWarm, KeepResponse, LiveThreshold, MaxHeight, Price, Resilience, Timeout, UserAgent, Vendor.",
            "third: 'Providers:third:MaxHeight' cannot be converted. Expected: a whole number.",
            "third: 'Providers:third:Timeout' is '20', which .NET reads as 20 days. Write hours:minutes:seconds, such as 00:00:20 for 20 seconds.",
            "strict: the configuration has an unknown key 'Compositions:strict:Requierd'. Known are Clients, Kind, NotLiveVetoes, RequiredAgreements, Sequential, Timeout.",
            "strict: no liveness client is named 'nobody'. Registered are: third, strict.");
    }

    [Theory]
    [InlineData("sk.live.canary")]
    [InlineData("canary canary")]
    [InlineData("canary0123456789canary0123456789canary0123456789")]
    [InlineData("Basic:canary==")]
    public void A_key_in_the_place_of_the_vendor_is_not_shown(string key)
    {
        ProblemsOf(("Providers:first:Vendor", key)).Should().ContainSingle()
            .Which.Should().Match("*'Providers:first'*is not a name*Argos*").And.NotContain("canary");
    }

    [Theory]
    [InlineData("Providers:first:ApiKye", "ApiKye")]
    [InlineData("Providers:first:Resilience:MaxRetry", "MaxRetry")]
    public void A_misspelt_option_is_found_at_start_up(string key, string word)
    {
        ProblemsOf(("Providers:first:Vendor", "Argos"), ("Providers:first:ApiKey", "one"), (key, "canary")).Should().ContainSingle()
            .Which.Should().Match($"*unknown key*{word}*Known are*").And.NotContain("canary");
    }

    [Theory]
    [InlineData("Timeout", "20")]
    [InlineData("Timeout", "1")]
    [InlineData("Timeout", "20s")]
    [InlineData("Resilience:AttemptTimeout", "5")]
    [InlineData("Resilience:RateLimit:QueueTimeout", "0.5")]
    public void A_time_without_colons_says_how_to_write_one(string key, string value)
    {
        ProblemsOf(("Providers:argos:ApiKey", "one"), ($"Providers:argos:{key}", value)).Should().ContainSingle()
            .Which.Should().StartWith($"argos: 'Providers:argos:{key}' is").And.Contain("00:00:20");
    }

    [Theory]
    [InlineData("30")]
    [InlineData("30d")]
    public void A_retention_without_colons_says_how_to_write_days(string value)
    {
        ProblemsOf(("Providers:argos:ApiKey", "one"), ("Ledger:Retention", value))
            .Should().ContainSingle(problem => problem.Contains("'Ledger:Retention'", StringComparison.Ordinal))
            .Which.Should().Contain("such as 30.00:00:00 for 30 days");
    }

    [Theory]
    [InlineData("MaxHeight:Value", "1")]
    [InlineData("Resilience:MaxRetryAttempts:0", "1")]
    [InlineData("Resilience", "off")]
    [InlineData("AllowMultipleFaces", null)]
    [InlineData("AllowMultipleFaces", "yes")]
    [InlineData("LiveThreshold", "0,5")]
    [InlineData("KeepResponse", "7")]
    [InlineData("IndependenceGroup", " ")]
    public void A_value_of_the_wrong_shape_or_type_is_found_at_start_up(string key, string? value)
    {
        ProblemsOf(("Providers:argos:ApiKey", "one"), ($"Providers:argos:{key}", value)).Should().ContainSingle()
            .Which.Should().StartWith("argos: ").And.Contain(key.Split(':')[0]);
    }

    [Theory]
    [InlineData("Providers", "argos")]
    [InlineData("Providers:argos", "key")]
    [InlineData("Default:Name", "argos")]
    public void A_section_of_the_wrong_shape_is_found_at_start_up(string key, string value)
    {
        ProblemsOf(("Providers:argos:ApiKey", "one"), (key, value)).Should().ContainSingle().Which.Should().Contain($"'{key.Split(":Name")[0]}'");
    }

    [Fact]
    public void Without_any_client_the_start_fails_and_names_the_section_and_what_it_holds()
    {
        IConfiguration configuration = Configuration(("Liveness:Providers:argos:ApiKey", "one"), ("Livenes:Note", "two"));

        Start(configuration.GetSection("Livness")).Should().Throw<OptionsValidationException>()
            .WithMessage("*No liveness client is registered*section 'Livness'*empty or does not exist*");
        Start(configuration.GetSection("Livenes")).Should().Throw<OptionsValidationException>()
            .WithMessage("*No liveness client is registered*section 'Livenes', which contains: Note*");
        Start(configuration).Should().Throw<OptionsValidationException>()
            .WithMessage("*No liveness client is registered*root of the configuration, which contains: Livenes, Liveness*");
    }

    [Fact]
    public void A_value_of_the_wrong_type_is_found_at_start_up()
    {
        using ServiceProvider services = Build(
            ("Providers:first:Vendor", "Argos"), ("Providers:first:ApiKey", "one"), ("Providers:first:Timeout", "soon"));

        services.Invoking(provider => provider.GetRequiredService<ILivenessClient>())
            .Should().Throw<OptionsValidationException>().WithMessage("*first*Timeout*");
    }

    [Fact]
    public void A_name_registered_in_code_cannot_be_repeated_in_configuration()
    {
        ServiceCollection services = new();
        services.AddLiveness().AddArgos("first", options => options.ApiKey = "key");

        services.AddLiveness(Configuration(("Providers:FIRST:Vendor", "Argos")));

        Start(services).Should().Throw<OptionsValidationException>().WithMessage("*'Providers:FIRST' repeats a name*");
    }

    [Fact]
    public void A_second_default_in_configuration_is_refused()
    {
        ServiceCollection services = new();
        services.AddLiveness().UseDefault("other");

        services.AddLiveness(Configuration(("Default", "first")));

        Start(services).Should().Throw<OptionsValidationException>().WithMessage("*'first'*'other' is the default already*");
    }

    [Fact]
    public void A_third_party_can_make_its_vendor_known()
    {
        ServiceCollection services = new();
        services.AddLiveness(
            Configuration(("Providers:mine:Vendor", "initech"), ("Providers:mine:ApiKey", "key")),
            vendors => vendors.Add(Descriptor("Initech")));
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredKeyedService<ILivenessClient>("mine").Should().NotBeNull();
    }

    [Fact]
    public void A_vendor_is_made_known_once()
    {
        Action twice = () => new ServiceCollection().AddLiveness(Configuration(), vendors => vendors.Add(Descriptor("argos")));

        twice.Should().Throw<ArgumentException>().WithMessage("*'argos' is known already*");
    }

    private static ProviderDescriptor<ArgosOptions> Descriptor(string vendor) =>
        new(vendor, (section, options) => section.Bind(options), options => new ArgosProvider(options));

    private static string[] ProblemsOf(params (string Key, string? Value)[] settings) =>
        Start(Configuration(settings)).Should().Throw<OptionsValidationException>().Which.Message.Split(Environment.NewLine);

    private static Action Start(IConfiguration configuration)
    {
        ServiceCollection services = new();
        services.AddLiveness(configuration);
        return Start(services);
    }

    /// <summary>Does what a host does at its start.</summary>
    private static Action Start(ServiceCollection services) => () =>
    {
        using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
    };

    private static ServiceProvider Build(params (string Key, string? Value)[] settings)
    {
        ServiceCollection services = new();
        services.AddLiveness(Configuration(settings));
        return services.BuildServiceProvider();
    }

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value))
            .Build();
}
