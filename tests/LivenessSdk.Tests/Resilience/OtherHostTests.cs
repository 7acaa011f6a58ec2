using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows over real sockets that photo and key reach only the host that was configured.</summary>
public sealed class OtherHostTests : IAsyncLifetime
{
    private SocketVendor Vendor { get; } = new();

    private SocketVendor Elsewhere { get; } = new();

    public static TheoryData<string> Handlers =>
        ["client handler", "sockets handler", "client handler below another", "sockets handler below two others"];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Vendor.DisposeAsync();
        await Elsewhere.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task A_redirect_is_not_followed_by_a_primary_handler_of_the_applications(string handler)
    {
        Vendor.Then(SocketVendor.Reply(307, "moved", $"Location: {Elsewhere.Endpoint}"));
        await using ServiceProvider services = BuildWith(() => Create(handler));

        LivenessException failure = await services.FailAsync();

        Elsewhere.Requests.Should().Be(0);
        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.MayHaveBeenProcessed.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task A_cookie_of_one_check_is_not_sent_with_the_next(string handler)
    {
        List<string> heads = [];
        Vendor.Then(SocketVendor.Reply(200, "live", "Set-Cookie: session=7; Path=/"), async conversation =>
        {
            heads.Add(conversation.Head);
            await SocketVendor.Reply(200)(conversation);
        });
        await using ServiceProvider services = BuildWith(() => Create(handler));

        await services.CheckAsync();
        await services.CheckAsync();

        heads.Should().ContainSingle().Which.Should().NotContain("Cookie");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_that_was_used_already_is_rejected_at_start_up(bool followsRedirects)
    {
        SocketsHttpHandler used = new() { AllowAutoRedirect = followsRedirects, UseCookies = false, UseProxy = false };
        using (HttpClient client = new(used, disposeHandler: false))
        {
            await client.GetAsync(Elsewhere.Endpoint);
        }

        await using ServiceProvider services = BuildWith(() => used);
        Func<Task> check = () => services.CheckAsync();

        (await check.Should().ThrowAsync<OptionsValidationException>()).WithMessage("*plain: the *handler*");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_response_from_another_host_is_not_used(bool tellsByTheResponse)
    {
        await using ServiceProvider services = BuildWith(() => new FollowingHandler(Elsewhere.Endpoint, tellsByTheResponse));

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.Message.Should().Contain("another host");
        failure.MayHaveBeenProcessed.Should().BeTrue();
        Elsewhere.Requests.Should().Be(1, "a handler of another kind cannot be kept from it, only found out");
    }

    [Fact]
    public async Task A_handler_of_another_kind_that_stays_with_the_host_is_accepted()
    {
        await using ServiceProvider services = BuildWith(() => new FollowingHandler(new Uri(Vendor.Endpoint, "other/path"), true));

        (await services.CheckAsync()).IsLive.Should().BeTrue();
    }

    /// <summary>Builds a client with a primary handler.</summary>
    private ServiceProvider BuildWith(Func<HttpMessageHandler> create) =>
        PlainVendor.BuildFor(Vendor, after: builder => builder.ConfigureHttpClient(
            PlainVendor.Name, client => client.ConfigurePrimaryHttpMessageHandler(create)));

    private static HttpMessageHandler Create(string handler) => handler switch
    {
        "client handler" => new HttpClientHandler(),
        "sockets handler" => new SocketsHttpHandler(),
        "client handler below another" => new PassingHandler(new HttpClientHandler()),
        _ => new PassingHandler(new PassingHandler(new SocketsHttpHandler())),
    };

    private sealed class PassingHandler(HttpMessageHandler inner) : DelegatingHandler(inner);

    /// <summary>Follows a redirect as a handler that the library does not know.</summary>
    private sealed class FollowingHandler(Uri target, bool tellsByTheResponse) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _network = new(new SocketsHttpHandler { UseProxy = false });

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpRequestMessage followed = new(request.Method, target) { Content = request.Content };
            HttpResponseMessage response = await _network.SendAsync(followed, cancellationToken);
            if (!tellsByTheResponse)
            {
                request.RequestUri = target;
                response.RequestMessage = null;
            }

            return response;
        }
    }
}
