using Microsoft.Extensions.Http;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Says how a retrying handler makes the message for its next try.</summary>
public enum Copying
{
    Nothing,
    Message,
    MessageAndBody,
}

/// <summary>Sends whatever failed again, as the usual retrying handlers do.</summary>
internal sealed class RetryingHandler(Copying copying = Copying.Nothing) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            HttpRequestMessage message = attempt == 0 ? request : await CopyAsync(request, cancellationToken);
            try
            {
                HttpResponseMessage response = await base.SendAsync(message, cancellationToken);
                if (response.IsSuccessStatusCode || attempt == 3)
                {
                    return response;
                }
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                // The next attempt.
            }
        }
    }

    private async Task<HttpRequestMessage> CopyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (copying == Copying.Nothing)
        {
            return request;
        }

        HttpContent content = copying == Copying.Message ? request.Content! : new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        return new HttpRequestMessage(request.Method, new Uri(request.RequestUri!.AbsoluteUri)) { Content = content };
    }
}

internal sealed class RetryingFilter : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) =>
        builder =>
        {
            next(builder);
            builder.AdditionalHandlers.Insert(0, new RetryingHandler());
        };
}

/// <summary>Reads the body into memory before each try, and tries once more when there was no connection.</summary>
internal sealed class BufferingHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await request.Content!.LoadIntoBufferAsync(cancellationToken);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
        {
            await request.Content.LoadIntoBufferAsync(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>Cancels its first try as soon as it is under way, and tries again.</summary>
internal sealed class ImpatientHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<HttpResponseMessage> first = base.SendAsync(request, patience.Token);
        await patience.CancelAsync();
        try
        {
            return await first;
        }
        catch (OperationCanceledException)
        {
            return await base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>Sends a second copy while the first is under way, and takes the first answer.</summary>
internal sealed class HedgingHandler(TaskCompletionSource<HttpResponseMessage> reply) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Task<HttpResponseMessage> first = base.SendAsync(request, cancellationToken);
        Task<HttpResponseMessage> second = base.SendAsync(request, cancellationToken);
        reply.SetResult(StubNetwork.Reply());
        Task<HttpResponseMessage> answered = await Task.WhenAny(first, second);
        return answered.IsFaulted ? await first : await answered;
    }
}

internal sealed class MarkingHandler(string mark) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Add("x-passed", mark);
        return base.SendAsync(request, cancellationToken);
    }
}

/// <summary>Asks elsewhere twice before each message, as a handler that obtains a token and has to repeat that.</summary>
internal sealed class AskingHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (int i = 0; i < 2; i++)
        {
            using HttpRequestMessage question = new(HttpMethod.Post, "https://vendor.example/token") { Content = new StringContent("please") };
            using HttpResponseMessage answer = await base.SendAsync(question, cancellationToken);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>Reads the body, as a handler that signs it, and fails before anything is sent.</summary>
internal sealed class SigningHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await request.Content!.LoadIntoBufferAsync(cancellationToken);
        throw new InvalidOperationException("There is no key to sign with.");
    }
}
