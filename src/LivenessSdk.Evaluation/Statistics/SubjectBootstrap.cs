namespace LivenessSdk.Evaluation;

/// <summary>Resamples subjects with all their photos, so that intervals account for the correlation of photos of one person.</summary>
/// <remarks>Subjects are drawn with replacement within their stratum: those who gave bona fide photos, attacks, or both.</remarks>
internal sealed class SubjectBootstrap
{
    /// <summary>The minimum number of errors and of correct answers for a bootstrap.</summary>
    public const int FewestErrors = 5;

    private readonly int[][] _strata;
    private readonly int _subjects;
    private readonly EvaluationOptions _options;

    /// <param name="strata">The stratum of each subject.</param>
    /// <param name="options">The number of resamples, the seed and the confidence.</param>
    public SubjectBootstrap(IReadOnlyList<int> strata, EvaluationOptions options)
    {
        _subjects = strata.Count;
        _strata = [.. Enumerable.Range(0, strata.Count).GroupBy(subject => strata[subject]).OrderBy(group => group.Key).Select(group => group.ToArray())];
        _options = options;
    }

    /// <summary>Computes a statistic on every resample.</summary>
    /// <param name="size">The number of values that the statistic has.</param>
    /// <param name="statistic">Writes the values for subjects that count so many times each; NaN where there is none.</param>
    /// <returns>For each value, its resamples.</returns>
    public double[][] Resample(int size, Action<int[], double[]> statistic)
    {
        // The sequence of this generator for a seed does not change between versions of .NET.
        Random random = new(_options.Seed);
        double[][] resamples = [.. Enumerable.Range(0, size).Select(_ => new double[_options.Resamples])];
        int[] weights = new int[_subjects];
        double[] values = new double[size];
        for (int i = 0; i < _options.Resamples; i++)
        {
            Array.Clear(weights);
            foreach (int[] stratum in _strata)
            {
                for (int draw = 0; draw < stratum.Length; draw++)
                {
                    weights[stratum[random.Next(stratum.Length)]]++;
                }
            }

            statistic(weights, values);
            for (int value = 0; value < size; value++)
            {
                resamples[value][i] = values[value];
            }
        }

        return resamples;
    }
}
