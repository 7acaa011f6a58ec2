using System.Globalization;

namespace LivenessSdk.Testing;

/// <summary>Counts the outcomes of many responses.</summary>
internal sealed class VerdictFigures
{
    private readonly Dictionary<CheckOutcomes, long> _outcomes = [];
    private long _ambiguous;

    /// <summary>Gets the problems, one text per response.</summary>
    public List<string> Reports { get; } = [];

    public long Evaluated => _outcomes.Values.Sum();

    /// <summary>Gets the share of responses for which more than one answer is permitted to the question whether the person is live.</summary>
    public double AmbiguousShare => Evaluated == 0 ? 0 : _ambiguous / (double)Evaluated;

    public void Count(CheckOutcomes permitted, CheckOutcomes outcome)
    {
        _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;

        // Inconclusive for one reason or for another is one answer.
        CheckOutcomes answers = permitted.HasFlag(CheckOutcomes.Contradiction)
            ? (permitted & ~CheckOutcomes.Contradiction) | CheckOutcomes.Inconclusive
            : permitted;
        _ambiguous += Enum.IsDefined(answers) ? 0 : 1;
    }

    /// <summary>Adds the figures of another thread.</summary>
    public void Add(VerdictFigures other)
    {
        lock (_outcomes)
        {
            foreach ((CheckOutcomes outcome, long count) in other._outcomes)
            {
                _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + count;
            }

            _ambiguous += other._ambiguous;
            Reports.AddRange(other.Reports);
        }
    }

    /// <summary>Returns the number of each outcome.</summary>
    public override string ToString() =>
        string.Join(", ", _outcomes
            .OrderByDescending(pair => pair.Value)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}")));
}
