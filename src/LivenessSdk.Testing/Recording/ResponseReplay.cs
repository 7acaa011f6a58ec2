using System.Net;

namespace LivenessSdk.Testing;

/// <summary>Returns recorded responses to a client's requests, in order and without a network.</summary>
/// <remarks>
/// Use it as the client's primary handler:
/// <c>ConfigureHttpClient("argos", http =&gt; http.ConfigurePrimaryHttpMessageHandler(() =&gt; replay))</c>. Run one check at a time, in the order of the recording.
/// </remarks>
/// <param name="folder">The folder that <see cref="ResponseRecorder"/> wrote.</param>
public sealed class ResponseReplay(string folder) : HttpMessageHandler
{
    private readonly Queue<RecordedResponse> _responses = new(RecordedResponse.LoadFolder(folder));

    /// <summary>Gets the number of remaining responses.</summary>
    public int Remaining => _responses.Count;

    /// <inheritdoc />
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!_responses.TryDequeue(out RecordedResponse? next))
        {
            throw new InvalidOperationException($"The recording in '{folder}' has no more responses. Replay the recorded checks in the same order.");
        }

        HttpResponseMessage response = new((HttpStatusCode)next.Status)
        {
            Content = new ReadOnlyMemoryContent(next.Body),
            RequestMessage = request,
        };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return Task.FromResult(response);
    }
}
