using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Says what a check came to.</summary>
[JsonConverter(typeof(LivenessVerdictConverter))]
public enum LivenessVerdict
{
    /// <summary>Nothing was decided (a <em>non-response</em> in ISO/IEC 30107-3): the reasons say why.</summary>
    Inconclusive = 0,

    /// <summary>The photo was judged a bona fide presentation of a live person.</summary>
    Live,

    /// <summary>The photo was judged a presentation attack.</summary>
    NotLive,
}
