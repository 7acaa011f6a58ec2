using System.Net.Http.Headers;

namespace LivenessSdk.Benchmarks.Overhead;

/// <summary>Stands where the network would be: takes the whole body and answers at once that the photo is live.</summary>
internal sealed class DrainingHandler : HttpMessageHandler
{
    public static byte[] Reply { get; } =
        """{"apiType":"id_live_face","result":{"liveness_score":95},"transactionId":"e0nvom3caiis7"}"""u8.ToArray();

    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await request.Content!.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        return new HttpResponseMessage { Content = new ByteArrayContent(Reply) { Headers = { ContentType = s_json } } };
    }
}
