using System.Globalization;
using System.Text.Json;

namespace LivenessSdk.Testing;

/// <summary>Records the responses of a vendor to a folder, scrubbed with an allow-list before anything is written, so that you can replay them and attach them to a bug report.</summary>
/// <remarks>
/// Add it to a client's <c>HttpClient</c> while you use your own account:
/// <c>ConfigureHttpClient("argos", http =&gt; http.AddHttpMessageHandler(() =&gt; new ResponseRecorder(folder, RecordedFields.Argos)))</c>.
/// Requests, headers and bodies that are not JSON are not recorded. <see cref="ResponseReplay"/> reads the files.
/// </remarks>
/// <param name="folder">The folder, which is created if it does not exist. Use a new folder for each recording.</param>
/// <param name="fields">The fields that may be written.</param>
public sealed class ResponseRecorder(string folder, RecordedFields fields) : DelegatingHandler
{
    private static readonly JsonWriterOptions s_indented = new() { Indented = true };

    private int _count;

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);

        Directory.CreateDirectory(folder);
        string name = Interlocked.Increment(ref _count).ToString("D4", CultureInfo.InvariantCulture);
        await using FileStream file = new(Path.Combine(folder, $"{name}.json"), FileMode.CreateNew);
        await using Utf8JsonWriter writer = new(file, s_indented);
        writer.WriteStartObject();
        writer.WriteNumber("status", (int)response.StatusCode);
        writer.WritePropertyName("body");
        fields.Write(body, writer);
        writer.WriteEndObject();
        return response;
    }
}
