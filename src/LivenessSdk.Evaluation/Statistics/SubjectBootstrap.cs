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

    /// <summary>Computes a statistic on every resample, and without each subject.</summary>
    /// <param name="size">The number of values that the statistic has.</param>
    /// <param name="statistic">Writes the values for subjects that count so many times each; NaN where there is none.</param>
    /// <returns>For each value, how it varies.</returns>
    public BootstrapSample[] Resample(int size, Action<int[], double[]> statistic)
    {
        // The sequence of this generator for a seed does not change between versions of .NET.
        Random random = new(_options.Seed);
        double[][] resamples = Compute(size, _options.Resamples, statistic, (weights, _) =>
        {
            Array.Clear(weights);
            foreach (int[] stratum in _strata)
            {
                for (int draw = 0; draw < stratum.Length; draw++)
                {
                    weights[stratum[random.Next(stratum.Length)]]++;
                }
            }
        });
        double[][] withoutOne = Compute(size, _subjects, statistic, (weights, subject) =>
        {
            Array.Fill(weights, 1);
            weights[subject] = 0;
        });
        return [.. resamples.Zip(withoutOne, (values, jackknife) => new BootstrapSample(values, ComputeAcceleration(jackknife)))];
    }

    private double[][] Compute(int size, int count, Action<int[], double[]> statistic, Action<int[], int> weigh)
    {
        double[][] results = [.. Enumerable.Range(0, size).Select(_ => new double[count])];
        int[] weights = new int[_subjects];
        double[] values = new double[size];
        for (int i = 0; i < count; i++)
        {
            weigh(weights, i);
            statistic(weights, values);
            for (int value = 0; value < size; value++)
            {
                results[value][i] = values[value];
            }
        }

        return results;
    }

    /// <summary>Computes the acceleration of BCa from the statistic without each subject.</summary>
    private double ComputeAcceleration(double[] withoutOne)
    {
        double squares = 0;
        double cubes = 0;
        foreach (int[] stratum in _strata)
        {
            double[] values = [.. stratum.Select(subject => withoutOne[subject]).Where(double.IsFinite)];
            double mean = values.DefaultIfEmpty().Average();
            foreach (double value in values)
            {
                squares += Math.Pow(mean - value, 2);
                cubes += Math.Pow(mean - value, 3);
            }
        }

        return squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
    }
}
