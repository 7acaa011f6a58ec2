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
            ("Providers:second:Resilience:MaxRetries", "1"));

        services.GetRequiredService<ILivenessClientFactory>().Names.Should().BeEquivalentTo("first", "second");
        services.GetRequiredService<ILivenessClient>().Should().BeSameAs(services.GetRequiredKeyedService<ILivenessClient>("second"));
        ArgosOptions options = services.GetRequiredService<IOptionsMonitor<ArgosOptions>>().Get("second");
        options.ApiKey.Should().Be("two");
        options.LiveThreshold.Should().Be(72.5);
        options.Timeout.Should().Be(TimeSpan.FromSeconds(20));
        options.Resilience.MaxRetries.Should().Be(1);
    }

    [Fact]
    public void Everything_wrong_with_the_form_comes_in_one_message()
    {
        Action build = () => Build(
            ("Defualt", "first"),
            ("Providers:first:Vendor", "Argoss"),
            ("Providers:second:ApiKey", "two"));

        build.Should().Throw<OptionsValidationException>().Which.Failures.Should().SatisfyRespectively(
            fault => fault.Should().Contain("unknown key 'Defualt'").And.Contain("Default and Providers"),
            fault => fault.Should().Contain("'Providers:first'").And.Contain("'Argoss'").And.Contain("Argos"),
            fault => fault.Should().Contain("'Providers:second' lacks the key Vendor"));
    }

    [Theory]
    [InlineData("sk.live.canary")]
    [InlineData("canary canary")]
    [InlineData("canary0123456789canary0123456789canary0123456789")]
    [InlineData("Basic:canary==")]
    public void A_key_in_the_place_of_the_vendor_is_not_shown(string key)
    {
        Action build = () => Build(("Providers:first:Vendor", key));

        build.Should().Throw<OptionsValidationException>().WithMessage("*'Providers:first'*is not a name*Argos*")
            .Which.Message.Should().NotContain("canary");
    }

    [Theory]
    [InlineData("Providers:first:ApiKye", "ApiKye")]
    [InlineData("Providers:first:Resilience:MaxRetry", "MaxRetry")]
    public void A_misspelt_option_is_found_at_start_up(string key, string word)
    {
        using ServiceProvider services = Build(("Providers:first:Vendor", "Argos"), ("Providers:first:ApiKey", "one"), (key, "canary"));

        services.Invoking(provider => provider.GetRequiredService<ILivenessClient>())
            .Should().Throw<OptionsValidationException>().WithMessage($"*unknown key*{word}*Known are*")
            .Which.Message.Should().NotContain("canary");
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

        services.Invoking(collection => collection.AddLiveness(Configuration(("Providers:first:Vendor", "Argos"))))
            .Should().Throw<OptionsValidationException>().WithMessage("*'Providers:first' repeats a name*");
    }

    [Fact]
    public void A_second_default_in_configuration_is_refused()
    {
        ServiceCollection services = new();
        services.AddLiveness().UseDefault("other");

        services.Invoking(collection => collection.AddLiveness(Configuration(("Default", "first"))))
            .Should().Throw<OptionsValidationException>().WithMessage("*'first'*'other' is the default already*");
    }

    [Fact]
    public void A_third_party_can_make_its_vendor_known()
    {
        ServiceCollection services = new();
        services.AddLiveness(
            Configuration(("Providers:mine:Vendor", "initech"), ("Providers:mine:ApiKey", "key")),
            vendors => vendors.Add("Initech", (builder, name, section) => builder.AddArgos(name, section)));
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredKeyedService<ILivenessClient>("mine").Should().NotBeNull();
    }

    [Fact]
    public void A_vendor_is_made_known_once()
    {
        Action twice = () => new ServiceCollection().AddLiveness(Configuration(), vendors => vendors.Add("argos", (_, _, _) => { }));

        twice.Should().Throw<ArgumentException>().WithMessage("*'argos' is known already*");
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        ServiceCollection services = new();
        services.AddLiveness(Configuration(settings));
        return services.BuildServiceProvider();
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value))
            .Build();
}
