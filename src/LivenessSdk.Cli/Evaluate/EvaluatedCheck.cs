using LivenessSdk.Evaluation;

namespace LivenessSdk.Cli;

/// <summary>Represents the result of one check and the amounts paid for it in this run.</summary>
/// <param name="Result">The result.</param>
/// <param name="Paid">The amounts, one for each currency; empty if the answer came from the ledger.</param>
internal sealed record EvaluatedCheck(PresentationResult Result, IReadOnlyList<(decimal Amount, string Currency)> Paid);
