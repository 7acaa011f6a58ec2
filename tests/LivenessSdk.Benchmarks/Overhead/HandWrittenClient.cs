using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace LivenessSdk.Benchmarks.Overhead;

/// <summary>Asks Argos as somebody would who cares for speed and for nothing else: one attempt, no limits, the score or an exception.</summary>
internal sealed class HandWrittenClient(HttpClient client, Uri address)
{
    public async Task<bool> IsLiveAsync(ReadOnlyMemory<byte> photo, CancellationToken cancellationToken = default)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new PhotoContent(photo) };
        request.Headers.Add("x-api-key", "key");
        using HttpResponseMessage response = await client
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        ArgosReply? reply = await response.Content
            .ReadFromJsonAsync(ArgosReplyContext.Default.ArgosReply, cancellationToken).ConfigureAwait(false);
        return reply!.Result.Score >= 50;
    }

    /// <summary>Sends the photo as base64 within JSON, piece by piece.</summary>
    private sealed class PhotoContent : HttpContent
    {
        private const int ChunkLength = 48 * 1024;

        private static readonly byte[] s_prefix = "{\"faceImage\":\""u8.ToArray();
        private static readonly byte[] s_suffix = "\"}"u8.ToArray();

        private readonly ReadOnlyMemory<byte> _photo;

        public PhotoContent(ReadOnlyMemory<byte> photo)
        {
            _photo = photo;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(ChunkLength));
            await stream.WriteAsync(s_prefix).ConfigureAwait(false);
            for (int start = 0; start < _photo.Length; start += ChunkLength)
            {
                Base64.EncodeToUtf8(_photo.Span[start..Math.Min(start + ChunkLength, _photo.Length)], buffer, out _, out int written);
                await stream.WriteAsync(buffer.AsMemory(0, written)).ConfigureAwait(false);
            }

            await stream.WriteAsync(s_suffix).ConfigureAwait(false);
            ArrayPool<byte>.Shared.Return(buffer);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = s_prefix.Length + Base64.GetMaxEncodedToUtf8Length(_photo.Length) + s_suffix.Length;
            return true;
        }
    }
}

internal sealed record ArgosReply([property: JsonPropertyName("result")] ArgosResult Result, [property: JsonPropertyName("transactionId")] string TransactionId);

internal sealed record ArgosResult([property: JsonPropertyName("liveness_score")] double Score);

[JsonSerializable(typeof(ArgosReply))]
internal sealed partial class ArgosReplyContext : JsonSerializerContext;
