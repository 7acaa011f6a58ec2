using LivenessSdk.Evaluation;

namespace LivenessSdk.Cli;

/// <summary>Represents the result of one check and what was paid for it now.</summary>
/// <param name="Result">The result.</param>
/// <param name="Paid">The amounts, one for each currency; none for what the ledger knew.</param>
internal sealed record EvaluatedCheck(PresentationResult Result, IReadOnlyList<(decimal Amount, string Currency)> Paid);
