using System.Text.Json.Nodes;

namespace LivenessSdk.Tests.Verdicts;

/// <summary>Reads what Riset's response says about one photo, for the oracle.</summary>
/// <param name="number">Which photo, from 1.</param>
/// <param name="result">What stands there for it.</param>
/// <param name="summary">The summary beside the result of a single photo; null where there is none.</param>
internal sealed class RisetPhotoEvidence(int number, JsonNode? result, JsonNode? summary)
{
    private readonly bool?[] _spoofs =
        [Reads(Field(result, "spoof"), "spoof", "real"), Reads(Field(result, "is_spoof"), "spoof", "real"), !Reads(Field(summary, "is_real"), "real", "spoof")];

    private readonly JsonNode?[] _matches =
        [Field(result, "match"), Field(summary, "angle"), Field(summary, "eyes"), Field(summary, "mouth")];

    private readonly JsonNode?[] _identities = [Field(result, "verified"), Field(summary, "verified")];

    public int Number => number;

    public bool IsAttack => _spoofs.Contains(true);

    public bool IsObject => result is JsonObject;

    public bool IsReal => IsObject && !IsAttack && _spoofs.Contains(false);

    public bool? Matches =>
        _matches.Any(match => PlainResponse.Truth(match) == false) ? false
        : _matches.Any(match => PlainResponse.Truth(match) == true) ? true
        : null;

    public bool IsOther => _identities.Any(identity => PlainResponse.Truth(identity) == false);

    /// <summary>Tells whether evidence is a word that says nothing; on the identity only where somebody was named.</summary>
    public bool HasUnknownWord(bool isNamed) =>
        Flags.Any(flag => PlainResponse.Word(flag) is not (null or "true" or "false" or "spoof" or "real"))
        || _matches.Concat(isNamed ? _identities : []).Any(flag => PlainResponse.Word(flag) is not (null or "true" or "false"));

    /// <summary>Gets whether evidence is neither a word nor true or false.</summary>
    public bool HasOtherType =>
        Flags.Concat(_matches).Concat(_identities).Any(flag => flag is not null && PlainResponse.Word(flag) is null);

    private JsonNode?[] Flags => [Field(result, "spoof"), Field(result, "is_spoof"), Field(summary, "is_real")];

    private static JsonNode? Field(JsonNode? holder, string name) => (holder as JsonObject)?[name];

    private static bool? Reads(JsonNode? flag, string yes, string no)
    {
        string? word = PlainResponse.Word(flag);
        return word == "true" || word == yes ? true : word == "false" || word == no ? false : null;
    }
}
