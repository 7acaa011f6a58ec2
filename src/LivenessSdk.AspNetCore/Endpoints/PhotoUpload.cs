using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LivenessSdk.AspNetCore.Endpoints;

/// <summary>Reads photos from a form into memory. The framework's own reader would buffer them on disk.</summary>
internal sealed class PhotoUpload
{
    private const int BytesBesidePhotos = 64 * 1024;
    private const int MaxBoundary = 100;

    private PhotoUpload(IReadOnlyList<LivenessImage> photos)
    {
        Photos = photos;
        Fingerprint = ComputeFingerprint(photos);
    }

    public IReadOnlyList<LivenessImage> Photos { get; }

    /// <summary>Gets the hash that identifies the same photos when they are sent again.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads exactly <paramref name="count"/> photos.</summary>
    /// <exception cref="ProblemException">The upload is too large, too slow, incomplete, or does not contain that many different photos.</exception>
    public static async Task<PhotoUpload> ReadAsync(HttpContext context, int count, LivenessCheckOptions options, TimeProvider timeProvider)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = ((long)count * options.MaxPhotoBytes) + BytesBesidePhotos;
        }

        using var deadline = new CancellationTokenSource(options.UploadTimeout, timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        try
        {
            List<LivenessImage> photos = await ReadPhotosAsync(context.Request, count, options, either.Token).ConfigureAwait(false);
            return photos.Count == count && photos.Select(HashOf).Distinct(StringComparer.Ordinal).Count() == count
                ? new PhotoUpload(photos)
                : throw new ProblemException(ProblemCode.Photo);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(ProblemCode.Upload, innerException: e);
        }
        catch (BadHttpRequestException e)
        {
            throw new ProblemException(
                e.StatusCode == StatusCodes.Status413PayloadTooLarge ? ProblemCode.TooLarge : e.StatusCode == StatusCodes.Status408RequestTimeout ? ProblemCode.Upload : ProblemCode.Photo,
                innerException: e);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or LivenessException { Error: LivenessError.InvalidImage })
        {
            throw new ProblemException(ProblemCode.Photo, innerException: e);
        }
    }

    private static async Task<List<LivenessImage>> ReadPhotosAsync(HttpRequest request, int count, LivenessCheckOptions options, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= MaxBoundary } boundary)
        {
            throw new ProblemException(ProblemCode.Photo);
        }

        MultipartReader reader = new(boundary.ToString(), request.Body);
        ImageLimits limits = new() { MaxBytes = options.MaxPhotoBytes };
        List<LivenessImage> photos = [];
        while (await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } section)
        {
            if (photos.Count == count)
            {
                throw new ProblemException(ProblemCode.Photo);
            }

            photos.Add(await LivenessImage.FromStreamAsync(section.Body, limits, cancellationToken).ConfigureAwait(false));
        }

        return photos;
    }

    private static string HashOf(LivenessImage photo) => Convert.ToHexString(SHA256.HashData(photo.Data.Span));

    private static string ComputeFingerprint(IReadOnlyList<LivenessImage> photos)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (LivenessImage photo in photos)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, photo.Data.Length);
            hash.AppendData(length);
            hash.AppendData(photo.Data.Span);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
