using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LivenessSdk.Simulator;

/// <summary>Reads the body of a request into its record: JSON, a multipart form or a URL-encoded form.</summary>
/// <remarks>The body is in one pooled buffer, in memory only; recorded photos are copies.</remarks>
internal sealed class RequestReader(IReadOnlySet<string> photoFields, bool keepPhotos)
{
    private const int SmallestBuffer = 64 * 1024;
    private const int LargestFirstBuffer = 4 * 1024 * 1024;

    public async Task ReadAsync(HttpRequest request, RecordedRequest record, CancellationToken cancellationToken)
    {
        // One byte more than announced: the buffer is not full when the end is read.
        long expected = Math.Clamp(request.ContentLength + 1 ?? 0, SmallestBuffer, LargestFirstBuffer);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)expected);
        int length = 0;
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
            {
                length += read;
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length);
                }
            }

            await ParseAsync(record, buffer, length, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            buffer.AsSpan(0, length).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        buffer.AsSpan(0, length).Clear();
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private async Task ParseAsync(RecordedRequest record, byte[] body, int length, CancellationToken cancellationToken)
    {
        if (record.HasContentType("application/json"))
        {
            JsonBody.Read(record, body.AsMemory(0, length), photoFields, keepPhotos);
        }
        else if (record.HasContentType("application/x-www-form-urlencoded"))
        {
            record.Fields = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body, 0, length))
                .ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        }
        else if (record.HasContentType("multipart/form-data"))
        {
            await ReadMultipartAsync(record, new MemoryStream(body, 0, length, writable: false), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReadMultipartAsync(RecordedRequest record, MemoryStream body, CancellationToken cancellationToken)
    {
        string? boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(record.ContentType).Boundary).Value;
        if (string.IsNullOrEmpty(boundary))
        {
            return;
        }

        var fields = new Dictionary<string, string>();
        var photos = new List<RecordedPhoto>();
        var reader = new MultipartReader(boundary, body);
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } section)
            {
                await ReadSectionAsync(section, fields, photos, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            // A form that breaks off has no fields: the vendor then misses the first one it needs.
            return;
        }

        record.Fields = fields;
        record.Photos = photos;
    }

    private async Task ReadSectionAsync(
        MultipartSection section, Dictionary<string, string> fields, List<RecordedPhoto> photos, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? disposition))
        {
            return;
        }

        string name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        using var content = new MemoryStream();
        await section.Body.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<byte> bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        if (!photoFields.Contains(name))
        {
            fields[name] = Encoding.UTF8.GetString(bytes.Span);
        }
        else if (disposition.FileName.HasValue || disposition.FileNameStar.HasValue)
        {
            photos.Add(new RecordedPhoto(name, bytes.IsEmpty ? PhotoEncoding.Empty : PhotoEncoding.File, bytes, keepPhotos));
        }
        else
        {
            photos.Add(new RecordedPhoto(name, PhotoEncoding.Text));
        }
    }
}
