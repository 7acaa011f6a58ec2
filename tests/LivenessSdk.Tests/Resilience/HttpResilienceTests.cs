using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows why Microsoft.Extensions.Http.Resilience stays out (decision 0003): what it does to a photo that the vendor may have billed.</summary>
public sealed class HttpResilienceTests
{
    [Fact]
    public async Task Its_standard_handler_sends_a_photo_four_times_where_a_check_sends_it_once()
    {
        CountingHandler byHandler = new();
        CountingHandler byCheck = new();
        ServiceCollection services = new();
        services.AddHttpClient("vendor")
            .ConfigurePrimaryHttpMessageHandler(() => byHandler)
            .AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero);
        services.AddLiveness()
            .AddArgos(options => options.ApiKey = "key")
            .ConfigureHttpClient("argos", http => http.ConfigurePrimaryHttpMessageHandler(() => byCheck));
        await using ServiceProvider provider = services.BuildServiceProvider();

        using HttpClient client = provider.GetRequiredService<IHttpClientFactory>().CreateClient("vendor");
        using ByteArrayContent photo = new(SamplePhoto.Bytes.ToArray());
        await client.PostAsync(new Uri("https://argos.example/liveness"), photo);
        await FluentActions.Awaiting(() => provider.GetRequiredService<ILivenessClient>().CheckAsync(SamplePhoto.ToImage()))
            .Should().ThrowAsync<LivenessException>();

        (byHandler.Photos, byCheck.Photos).Should().Be((4, 1));
    }

    private sealed class CountingHandler : HttpMessageHandler
    {
        public int Photos { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            Photos++;
            return new HttpResponseMessage(HttpStatusCode.InternalServerError);
        }
    }
}
