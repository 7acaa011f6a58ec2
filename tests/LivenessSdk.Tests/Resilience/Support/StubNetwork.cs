using System.Net;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Stands in memory where the network would be: drains the body, as any network must, and answers.</summary>
internal sealed class StubNetwork(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private int _requests;

    public StubNetwork(Func<HttpResponseMessage> answer)
        : this((_, _) => Task.FromResult(answer()))
    {
    }

    public int Requests => Volatile.Read(ref _requests);

    public static HttpResponseMessage Reply(HttpStatusCode status = HttpStatusCode.OK, string body = "live", TimeSpan? retryAfter = null)
    {
        HttpResponseMessage response = new(status) { Content = new StringContent(body) };
        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(wait);
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        if (request.Content is { } content)
        {
            await content.CopyToAsync(Stream.Null, cancellationToken);
        }

        return await answer(request, cancellationToken);
    }
}
