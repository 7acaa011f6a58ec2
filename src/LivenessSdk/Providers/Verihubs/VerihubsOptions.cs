using System.Diagnostics;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Represents the options of a Verihubs client. A request may override the five flags by <see cref="VerihubsParameters"/>.</summary>
/// <remarks>
/// Verihubs: https://docs.verihubs.com/reference/detect_face_liveness_post-1. It asks for photos that were not compressed
/// again, while <see cref="LivenessProviderOptions.MaxHeight"/> downscales tall ones: set it to <see langword="null"/> to send them unchanged.
/// </remarks>
public sealed class VerihubsOptions : LivenessProviderOptions
{
    /// <summary>Gets or sets the id of the application, sent as <c>App-ID</c>.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string AppId { get; set; } = "";

    /// <summary>Gets or sets the key of the application, sent as <c>API-Key</c>.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string ApiKey { get; set; } = "";

    /// <summary>Gets or sets a value indicating whether Verihubs reports blur, darkness and lack of color (<c>is_quality</c>). The default is true.</summary>
    public bool ComputeQuality { get; set; } = true;

    /// <summary>Gets or sets a value indicating whether Verihubs reports what the face wears (<c>is_attribute</c>). The default is true.</summary>
    public bool ComputeAttributes { get; set; } = true;

    /// <summary>Gets or sets a value indicating whether a photo of poor quality is rejected (<c>validate_quality</c>), as Verihubs recommends. The default is true. It needs <see cref="ComputeQuality"/>.</summary>
    public bool ValidateQuality { get; set; } = true;

    /// <summary>Gets or sets a value indicating whether a face with sunglasses or a mask is rejected (<c>validate_attribute</c>). The default is false. It needs <see cref="ComputeAttributes"/>.</summary>
    public bool ValidateAttributes { get; set; }

    /// <summary>Gets or sets a value indicating whether Verihubs rejects a photo with several faces (<c>validate_nface</c>). The default is false.</summary>
    /// <remarks>Its rejection takes precedence over <see cref="LivenessProviderOptions.AllowMultipleFaces"/>. Without it, the count of faces in the response decides.</remarks>
    public bool ValidateFaceCount { get; set; }

    /// <inheritdoc />
    protected override IEnumerable<string> Validate() =>
    [
        .. CheckCredential(nameof(AppId), AppId),
        .. CheckCredential(nameof(ApiKey), ApiKey),
        .. new VerihubsFlags(this).FindProblems(),
    ];
}
