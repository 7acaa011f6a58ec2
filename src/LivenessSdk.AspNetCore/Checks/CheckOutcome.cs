namespace LivenessSdk.AspNetCore.Checks;

/// <summary>Represents the outcome of a check.</summary>
/// <param name="Stored">The stored value.</param>
/// <param name="Result">The result; without the vendor's observations if an earlier request made the check.</param>
internal sealed record CheckOutcome(StoredCheck Stored, LivenessResult Result);
