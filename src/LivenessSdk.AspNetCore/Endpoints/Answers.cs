using System.Text.Json.Serialization;

namespace LivenessSdk.AspNetCore.Endpoints;

/// <summary>Represents the challenge for the page, before it opens the camera.</summary>
internal sealed record ChallengeAnswer(
    string Token, IReadOnlyList<FacePose> Poses, int SecondsToLive, int MaxPhotoBytes, string AntiforgeryHeader, string AntiforgeryToken);

/// <summary>Represents the answer for the page. It never contains a score, which would help an attacker.</summary>
internal sealed record CheckAnswer(string Outcome, IReadOnlyList<string> Reasons, bool CanRetry, string? Receipt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChallengeAnswer))]
[JsonSerializable(typeof(CheckAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
