using System.Buffers;
using System.Text.Json;

namespace LivenessSdk.Providers;

/// <summary>Writes a request's JSON with places for photos, and makes the body to send from it.</summary>
public sealed class Base64JsonWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private readonly List<(int Position, ReadOnlyMemory<byte> Photo)> _photos = new(1);

    /// <summary>Initializes a new instance of the <see cref="Base64JsonWriter"/> class.</summary>
    public Base64JsonWriter()
    {
        Json = new Utf8JsonWriter(_buffer);
    }

    /// <summary>Gets the writer for everything but the photos.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Writes a property whose value is the photo as base64, without a data URI's prefix.</summary>
    /// <param name="property">The name of the property.</param>
    /// <param name="photo">The photo. It is not copied.</param>
    public void WritePhoto(string property, ReadOnlyMemory<byte> photo)
    {
        Json.WritePropertyName(property);
        WritePhoto(photo);
    }

    /// <summary>Writes a value, for instance in an array, that is the photo as base64.</summary>
    /// <param name="photo">The photo. It is not copied.</param>
    public void WritePhoto(ReadOnlyMemory<byte> photo)
    {
        // An empty string keeps the place; the base64 goes between its quotes and needs no escaping.
        Json.WriteStringValue("");
        _photos.Add(((int)(Json.BytesCommitted + Json.BytesPending) - 1, photo));
    }

    /// <summary>Returns the body. The JSON must be complete.</summary>
    public Base64JsonContent ToContent()
    {
        Json.Flush();
        return new Base64JsonContent(_buffer.WrittenMemory, _photos);
    }
}
