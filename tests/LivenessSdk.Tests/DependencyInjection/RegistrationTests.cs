using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Tests.DependencyInjection;

public sealed class RegistrationTests
{
    [Fact]
    public void The_first_registration_is_the_default()
    {
        using ServiceProvider services = Build(liveness => liveness.AddArgos("one", Valid).AddArgos("two", Valid));

        services.GetRequiredService<ILivenessClient>().Should().BeSameAs(services.GetRequiredKeyedService<ILivenessClient>("one"));
    }

    [Fact]
    public void Another_registration_can_be_chosen_as_the_default()
    {
        using ServiceProvider services = Build(liveness => liveness.UseDefault("two").AddArgos("one", Valid).AddArgos("two", Valid));

        services.GetRequiredService<ILivenessClient>().Should().BeSameAs(services.GetRequiredKeyedService<ILivenessClient>("two"));
    }

    [Fact]
    public void Keyed_service_and_factory_give_the_same_client()
    {
        using ServiceProvider services = Build(liveness => liveness.AddArgos("one", Valid).AddArgos("two", Valid));
        LivenessClientFactory factory = services.GetRequiredService<LivenessClientFactory>();

        factory.Names.Should().Equal("one", "two");
        factory.GetClient("two").Should().BeSameAs(services.GetRequiredKeyedService<ILivenessClient>("two"));
    }

    [Fact]
    public void Registering_in_several_places_adds_up()
    {
        ServiceCollection services = new();
        services.AddLiveness().AddArgos("one", Valid);
        services.AddLiveness().AddArgos("two", Valid);
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<LivenessClientFactory>().Names.Should().Equal("one", "two");
    }

    [Fact]
    public void A_name_is_taken_once()
    {
        Action twice = () => Build(liveness => liveness.AddArgos(Valid).AddArgos(Valid));

        twice.Should().Throw<ArgumentException>().WithMessage("*'argos'*");
    }

    [Fact]
    public void A_second_default_is_refused()
    {
        Action twice = () => Build(liveness => liveness.UseDefault("one").UseDefault("two"));

        twice.Should().Throw<ArgumentException>().WithMessage("*'one'*'two'*");
    }

    [Fact]
    public void A_default_that_nobody_registered_is_found_at_start_up()
    {
        using ServiceProvider services = Build(liveness => liveness.UseDefault("other").AddArgos(Valid));

        services.Invoking(provider => provider.GetRequiredService<ILivenessClient>())
            .Should().Throw<OptionsValidationException>().WithMessage("*'other'*");
    }

    [Fact]
    public void An_unknown_name_is_answered_with_those_that_exist()
    {
        using ServiceProvider services = Build(liveness => liveness.AddArgos("one", Valid));

        services.GetRequiredService<LivenessClientFactory>().Invoking(factory => factory.GetClient("two"))
            .Should().Throw<ArgumentException>().WithMessage("*'two'*one*");
        services.GetKeyedService<ILivenessClient>("two").Should().BeNull();
    }

    [Fact]
    public void All_faults_of_all_registrations_come_in_one_message()
    {
        using ServiceProvider services = Build(liveness => liveness
            .AddArgos("first", options => options.LiveThreshold = 101)
            .AddArgos("second", options =>
            {
                options.ApiKey = "key\r\nInjected: header";
                options.Endpoint = new Uri("http://vendor.example");
            }));

        services.Invoking(provider => provider.GetRequiredService<ILivenessClient>())
            .Should().Throw<OptionsValidationException>().Which.Failures.Should().SatisfyRespectively(
                fault => fault.Should().StartWith("first: ApiKey is missing"),
                fault => fault.Should().StartWith("first: LiveThreshold must be"),
                fault => fault.Should().StartWith("second: Endpoint must be"),
                fault => fault.Should().StartWith("second: ApiKey contains a line break").And.NotContain("Injected"));
    }

    [Fact]
    public void A_host_refuses_to_start_with_bad_options()
    {
        using ServiceProvider services = Build(liveness => liveness.AddArgos(options => options.ApiKey = ""));

        services.GetRequiredService<IStartupValidator>().Invoking(validator => validator.Validate())
            .Should().Throw<OptionsValidationException>().WithMessage("*ApiKey is missing*");
    }

    [Theory]
    [InlineData("https://vendor.example/base", true)]
    [InlineData("http://127.0.0.1:5000", true)]
    [InlineData("http://localhost:5000/base", true)]
    [InlineData("http://[::1]:5000", true)]
    [InlineData("http://vendor.example", false)]
    [InlineData("ftp://vendor.example", false)]
    [InlineData("https://user:secret@vendor.example", false)]
    [InlineData("https://vendor.example/?key=1", false)]
    [InlineData("/relative", false)]
    public void An_endpoint_is_https_except_on_the_loopback_interface(string endpoint, bool accepted)
    {
        Action create = () => LivenessClient
            .Create(liveness => liveness.AddArgos(options =>
            {
                Valid(options);
                options.Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute);
            }))
            .Dispose();

        if (accepted)
        {
            create.Should().NotThrow();
        }
        else
        {
            create.Should().Throw<OptionsValidationException>().WithMessage("argos: Endpoint must be*").Which.Message.Should().NotContain("secret");
        }
    }

    [Fact]
    public void Creating_a_client_without_a_vendor_says_what_to_do()
    {
        Action create = () => LivenessClient.Create(_ => { });

        create.Should().Throw<OptionsValidationException>().WithMessage("*Add a vendor*");
    }

    [Fact]
    public void Options_do_not_show_their_credentials()
    {
        new ArgosOptions { ApiKey = "canary" }.ToString().Should().Be("ArgosOptions");
        System.Text.Json.JsonSerializer.Serialize(new ArgosOptions { ApiKey = "canary" }).Should().NotContain("canary");
    }

    private static void Valid(ArgosOptions options) => options.ApiKey = "key";

    private static ServiceProvider Build(Action<LivenessBuilder> configure)
    {
        ServiceCollection services = new();
        configure(services.AddLiveness());
        return services.BuildServiceProvider();
    }
}
