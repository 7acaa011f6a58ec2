using System.Net;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Says how an egress handler passes a request on.</summary>
public enum Egress
{
    CloneToAnotherAddress,
    SuppressedFlow,
    CopyOfTheBody,
    HttpClientOfItsOwn,
    CopyToAnotherAddressInSuppressedFlow,
    HttpClientOfItsOwnBehindAnExceptionOfItsOwn,
    HttpClientOfItsOwnWhoseFailureIsHidden,
    StreamOfTheBody,
    CloneThatKeepsBodyAndOptions,
}

/// <summary>Passes requests on as gateways, signers and proxies of applications do.</summary>
internal sealed class EgressHandler(Egress way, Uri elsewhere) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        switch (way)
        {
            case Egress.CloneToAnotherAddress:
                return await base.SendAsync(Clone(request, elsewhere, request.Content), cancellationToken);
            case Egress.SuppressedFlow:
                return await WithoutFlowAsync(() => base.SendAsync(request, cancellationToken));
            case Egress.CopyOfTheBody:
                return await base.SendAsync(Clone(request, request.RequestUri!, await CopyAsync(request)), cancellationToken);
            case Egress.HttpClientOfItsOwn:
                return await SendByItselfAsync(Clone(request, request.RequestUri!, request.Content), cancellationToken);
            case Egress.CopyToAnotherAddressInSuppressedFlow:
                HttpRequestMessage copy = Clone(request, elsewhere, await CopyAsync(request));
                return await WithoutFlowAsync(() => base.SendAsync(copy, cancellationToken));
            case Egress.HttpClientOfItsOwnBehindAnExceptionOfItsOwn:
                try
                {
                    return await SendByItselfAsync(Clone(request, request.RequestUri!, await CopyAsync(request)), cancellationToken);
                }
                catch (HttpRequestException e)
                {
                    throw new InvalidOperationException("The gateway failed.", e);
                }

            case Egress.HttpClientOfItsOwnWhoseFailureIsHidden:
                try
                {
                    return await SendByItselfAsync(Clone(request, request.RequestUri!, await CopyAsync(request)), cancellationToken);
                }
                catch (HttpRequestException)
                {
                    throw new InvalidOperationException("The gateway failed.");
                }

            case Egress.StreamOfTheBody:
                request.Content = new StreamContent(await request.Content!.ReadAsStreamAsync(cancellationToken));
                return await base.SendAsync(request, cancellationToken);
            default:
                HttpRequestMessage clone = Clone(request, request.RequestUri!, request.Content);
                foreach ((string key, object? value) in request.Options)
                {
                    ((IDictionary<string, object?>)clone.Options).Add(key, value);
                }

                return await base.SendAsync(clone, cancellationToken);
        }
    }

    private static HttpRequestMessage Clone(HttpRequestMessage request, Uri address, HttpContent? content)
    {
        HttpRequestMessage clone = new(request.Method, address) { Content = content };
        foreach ((string name, IEnumerable<string> values) in request.Headers)
        {
            clone.Headers.TryAddWithoutValidation(name, values);
        }

        return clone;
    }

    private static async Task<HttpContent> CopyAsync(HttpRequestMessage request) =>
        new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync());

    private static Task<HttpResponseMessage> WithoutFlowAsync(Func<Task<HttpResponseMessage>> send)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(send);
        }
    }

    internal static async Task<HttpResponseMessage> SendByItselfAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
        return await client.SendAsync(request, cancellationToken);
    }
}

/// <summary>Sends by an HTTP client of its own where the network below did not take the request.</summary>
internal sealed class FallbackHandler(Uri fallback) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException)
        {
            using HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
            return await client.PostAsync(fallback, new ByteArrayContent(body), cancellationToken);
        }
    }
}

/// <summary>Makes a response up where nothing answered, as the fallbacks of applications do.</summary>
internal sealed class FallbackResponseHandler(bool sendsByItself, HttpStatusCode status) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return sendsByItself
                ? await EgressHandler.SendByItselfAsync(
                    new HttpRequestMessage(request.Method, request.RequestUri) { Content = new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync(cancellationToken)) },
                    cancellationToken)
                : await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException)
        {
            return new HttpResponseMessage(status);
        }
    }
}

/// <summary>Asks for something first, such as a token, and fails over that, before it reads the body or after.</summary>
internal sealed class FailingFirstHandler(bool readsBody, Exception failure) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (readsBody)
        {
            await request.Content!.LoadIntoBufferAsync(cancellationToken);
        }

        await Task.Yield();
        throw failure;
    }
}

/// <summary>Leaves its own client to connect, and gives up waiting for it.</summary>
internal sealed class LeavingHandler(Task connected) : DelegatingHandler
{
    /// <summary>Gets what becomes of the client that was left.</summary>
    public Task Left { get; private set; } = Task.CompletedTask;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Left = SendLaterAsync(new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content });
        throw new InvalidOperationException("The gateway takes too long.");
    }

    private async Task SendLaterAsync(HttpRequestMessage request)
    {
        await connected;
        using HttpResponseMessage response = await EgressHandler.SendByItselfAsync(request, CancellationToken.None);
    }
}

/// <summary>Turns a status into an exception, as handlers that end in <see cref="HttpResponseMessage.EnsureSuccessStatusCode"/>.</summary>
internal sealed class ThrowingHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        (await base.SendAsync(request, cancellationToken)).EnsureSuccessStatusCode();
}
