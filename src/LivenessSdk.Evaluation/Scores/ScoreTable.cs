namespace LivenessSdk.Evaluation;

/// <summary>Represents the scores of one system in order, for reading rates from resamples of subjects in one pass.</summary>
internal sealed class ScoreTable
{
    private readonly Entry[] _entries;

    /// <param name="results">Results with a score.</param>
    /// <param name="subjects">The index of each subject.</param>
    public ScoreTable(IEnumerable<PresentationResult> results, Dictionary<string, int> subjects)
    {
        PresentationResult[] sorted = [.. results.OrderBy(result => result.Score)];
        _entries = new Entry[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            Presentation presentation = sorted[i].Presentation;
            bool isLastOfScore = i == sorted.Length - 1 || sorted[i].Score != sorted[i + 1].Score;
            _entries[i] = new Entry(subjects[presentation.Subject], presentation.Label == PresentationLabel.Attack, isLastOfScore);
        }
    }

    /// <summary>Reads the equal error rate and the BPCER at each APCER.</summary>
    /// <param name="weights">The weight of each subject.</param>
    /// <param name="apcers">The APCERs, falling.</param>
    /// <param name="values">Receives the equal error rate, then one BPCER for each APCER; NaN where a kind is missing.</param>
    public void Read(int[] weights, ReadOnlySpan<double> apcers, Span<double> values)
    {
        values.Fill(double.NaN);
        (long bonaFide, long attacks) = Count(weights);
        if (bonaFide == 0 || attacks == 0)
        {
            return;
        }

        long rejected = 0;
        long stopped = 0;
        int next = ReadApcers(apcers, 0, values, 1, 0);
        double apcer = 1;
        double bpcer = 0;
        bool isCrossed = false;
        foreach (Entry entry in _entries)
        {
            stopped += entry.IsAttack ? weights[entry.Subject] : 0;
            rejected += entry.IsAttack ? 0 : weights[entry.Subject];
            if (!entry.IsLastOfScore)
            {
                continue;
            }

            double apcerHere = (double)(attacks - stopped) / attacks;
            double bpcerHere = (double)rejected / bonaFide;
            if (!isCrossed && bpcerHere >= apcerHere)
            {
                double before = apcer - bpcer;
                values[0] = bpcer + (before / (before + bpcerHere - apcerHere) * (bpcerHere - bpcer));
                isCrossed = true;
            }

            next = ReadApcers(apcers, next, values, apcerHere, bpcerHere);
            (apcer, bpcer) = (apcerHere, bpcerHere);
            if (isCrossed && next == apcers.Length)
            {
                return;
            }
        }
    }

    /// <summary>Records the BPCER for every APCER that is reached here for the first time.</summary>
    private static int ReadApcers(ReadOnlySpan<double> apcers, int next, Span<double> values, double apcer, double bpcer)
    {
        while (next < apcers.Length && apcer <= apcers[next])
        {
            values[1 + next] = bpcer;
            next++;
        }

        return next;
    }

    private (long BonaFide, long Attacks) Count(int[] weights)
    {
        long bonaFide = 0;
        long attacks = 0;
        foreach (Entry entry in _entries)
        {
            attacks += entry.IsAttack ? weights[entry.Subject] : 0;
            bonaFide += entry.IsAttack ? 0 : weights[entry.Subject];
        }

        return (bonaFide, attacks);
    }

    private readonly record struct Entry(int Subject, bool IsAttack, bool IsLastOfScore);
}
