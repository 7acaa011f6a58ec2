using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace LivenessSdk;

/// <summary>Writes and reads results as JSON, in a contract that stays stable across versions.</summary>
/// <remarks>
/// Names are in camel case, verdicts and errors are words, absent values are left out. The body of a response and estimates of
/// age, gender and emotions are personal data and left out too, by any serializer, unless asked for here.
/// </remarks>
public static class LivenessJson
{
    /// <summary>Gets the contract, for <see cref="JsonSerializerOptions.TypeInfoResolverChain"/> of a web application.</summary>
    public static IJsonTypeInfoResolver TypeInfoResolver => LivenessJsonContext.Default;

    /// <summary>Writes a result.</summary>
    /// <param name="result">The result to write.</param>
    /// <param name="include">The personal data to write as well. The default is none.</param>
    /// <returns>One line of JSON.</returns>
    /// <exception cref="ArgumentException">A number in the result is not finite, which no client returns.</exception>
    /// <exception cref="JsonException">The verdict is not a member of <see cref="LivenessVerdict"/>.</exception>
    public static string Serialize(LivenessResult result, LivenessJsonContent include = LivenessJsonContent.None)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (include == LivenessJsonContent.None)
        {
            return JsonSerializer.Serialize(result, LivenessJsonContext.Default.LivenessResult);
        }

        JsonNode json = JsonSerializer.SerializeToNode(result, LivenessJsonContext.Default.LivenessResult)!;
        AddPersonalData(json, result, include);
        return json.ToJsonString();
    }

    /// <summary>Reads a result that <see cref="Serialize"/> wrote. Personal data is not read back; unknown members are ignored.</summary>
    /// <param name="json">The JSON text.</param>
    /// <exception cref="JsonException">The text is not a result, or one that contradicts itself, for instance <see cref="LivenessVerdict.Live"/> with a reason against it.</exception>
    public static LivenessResult Deserialize(string json)
    {
        ArgumentNullException.ThrowIfNull(json);

        LivenessResult result = JsonSerializer.Deserialize(json, LivenessJsonContext.Default.LivenessResult)
            ?? throw new JsonException("The text is null, but a result was expected.");
        return ResultValidator.FindBreach(result) is { } breach ? throw new JsonException($"The text is not a result of this library: {breach}.") : result;
    }

    private static void AddPersonalData(JsonNode json, LivenessResult result, LivenessJsonContent include)
    {
        if (include.HasFlag(LivenessJsonContent.Body) && result.Response is { Body.IsEmpty: false } response)
        {
            json["response"]!["body"] = JsonSerializer.SerializeToNode(response.Body, LivenessJsonContext.Default.ReadOnlyMemoryByte);
        }

        if (include.HasFlag(LivenessJsonContent.Demographics))
        {
            AddDemographics(json["frames"]!.AsArray(), result.Frames);
        }

        for (int i = 0; i < result.Answers.Count; i++)
        {
            AddPersonalData(json["answers"]![i]!, result.Answers[i], include);
        }
    }

    private static void AddDemographics(JsonArray json, IReadOnlyList<FrameResult> frames)
    {
        for (int i = 0; i < frames.Count; i++)
        {
            if (frames[i].Face?.Demographics is { } demographics)
            {
                json[i]!["face"]!["demographics"] = JsonSerializer.SerializeToNode(demographics, LivenessJsonContext.Default.FaceDemographics);
            }
        }
    }
}

/// <summary>Represents the generated code behind <see cref="LivenessJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LivenessResult))]
[JsonSerializable(typeof(FaceDemographics))]
[JsonSerializable(typeof(ReadOnlyMemory<byte>))]
internal sealed partial class LivenessJsonContext : JsonSerializerContext;
