using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Holds the generated code behind <see cref="LivenessJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LivenessResult))]
[JsonSerializable(typeof(FaceDemographics))]
[JsonSerializable(typeof(ReadOnlyMemory<byte>))]
internal sealed partial class LivenessJsonContext : JsonSerializerContext;
