using System.Globalization;
using System.Resources;

namespace LivenessSdk;

/// <summary>Provides the sentences that tell the person in front of the camera what to do about a reason.</summary>
/// <remarks>
/// English and Indonesian come with the library. Other languages, and other sentences, are string resources (.resx) of the
/// application whose names are the codes, such as <c>NoFace</c>; <c>Other</c> is used for every code without a sentence.
/// </remarks>
public sealed class LivenessReasonText
{
    private const string AnyOtherCode = "Other";

    private readonly ResourceManager[] _resources;

    /// <summary>Initializes a new instance of the <see cref="LivenessReasonText"/> class.</summary>
    /// <param name="resources">Where to look before the library's own sentences, the first first.</param>
    public LivenessReasonText(params ResourceManager[] resources)
    {
        ArgumentNullException.ThrowIfNull(resources);

        _resources = [.. resources, new ResourceManager("LivenessSdk.Resources.LivenessReasonText", typeof(LivenessReasonText).Assembly)];
    }

    /// <summary>Gets the library's own sentences.</summary>
    public static LivenessReasonText Default { get; } = new();

    /// <summary>Finds the sentence for a reason.</summary>
    /// <param name="code">The code of the reason.</param>
    /// <param name="culture">The person's language, or <see langword="null"/> for <see cref="CultureInfo.CurrentUICulture"/>. One without sentences gets English.</param>
    /// <returns>A sentence for the end user, never empty.</returns>
    public string For(LivenessReasonCode code, CultureInfo? culture = null)
    {
        // A sentence in the person's language, be it the general one, helps more than the right one in another.
        for (CultureInfo language = culture ?? CultureInfo.CurrentUICulture; ; language = language.Parent)
        {
            if ((Find(code.Value, language) ?? Find(AnyOtherCode, language)) is { } sentence)
            {
                return sentence;
            }
        }
    }

    private string? Find(string name, CultureInfo language)
    {
        foreach (ResourceManager resources in _resources)
        {
            if (resources.GetResourceSet(language, createIfNotExists: true, tryParents: false)?.GetString(name) is { Length: > 0 } sentence)
            {
                return sentence;
            }
        }

        return null;
    }
}
