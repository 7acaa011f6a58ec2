namespace LivenessSdk.AspNetCore.Checks;

/// <summary>Represents what a check came to.</summary>
/// <param name="Stored">What the store holds.</param>
/// <param name="Result">The result; without the observations of the vendor when the check was made by a former request.</param>
internal sealed record CheckOutcome(StoredCheck Stored, LivenessResult Result);
