using MathNet.Numerics;

namespace LivenessSdk.Evaluation;

/// <summary>Represents the Mantel-Haenszel test: whether the errors of two systems are independent within every stratum.</summary>
/// <remarks>Strata with fewer than two presentations contain no information and are ignored.</remarks>
public sealed class MantelHaenszelTest
{
    /// <summary>The tolerance within which probabilities count as equal, as in R.</summary>
    private const double Tolerance = 1 + 1e-7;

    /// <summary>Initializes a new instance of the <see cref="MantelHaenszelTest"/> class.</summary>
    /// <param name="strata">One table for each stratum, such as each species of attacks.</param>
    /// <exception cref="ArgumentException">A table has a negative number.</exception>
    public MantelHaenszelTest(IEnumerable<Table2x2> strata)
    {
        ArgumentNullException.ThrowIfNull(strata);
        Table2x2[] tables = [.. strata];
        if (tables.Any(table => table.Both < 0 || table.OnlyFirst < 0 || table.OnlySecond < 0 || table.Neither < 0))
        {
            throw new ArgumentException("The numbers of a table must be 0 or more.", nameof(strata));
        }

        tables = [.. tables.Where(table => table.Count >= 2)];
        double concordant = tables.Sum(table => (double)table.Both * table.Neither / table.Count);
        double discordant = tables.Sum(table => (double)table.OnlyFirst * table.OnlySecond / table.Count);
        OddsRatio = concordant == 0 && discordant == 0 ? null : concordant / discordant;
        (Statistic, PValue) = Asymptotic(tables);
        ExactPValue = Exact(tables);
    }

    /// <summary>Gets the common odds ratio: above 1 if the systems tend to err on the same presentations.</summary>
    /// <value>The ratio, positive infinity if no presentation speaks against a tie, or <see langword="null"/> if no stratum has errors of both systems.</value>
    public double? OddsRatio { get; }

    /// <summary>Gets the chi-squared statistic with continuity correction, or <see langword="null"/> if the margins leave no room for chance.</summary>
    public double? Statistic { get; }

    /// <summary>Gets the p-value of <see cref="Statistic"/> with one degree of freedom, or <see langword="null"/> if there is no statistic.</summary>
    public double? PValue { get; }

    /// <summary>Gets the exact two-sided p-value given the margins of every stratum; 1 if these leave no room for chance.</summary>
    public double ExactPValue { get; }

    private static (double? Statistic, double? PValue) Asymptotic(Table2x2[] tables)
    {
        double difference = 0;
        double variance = 0;
        foreach (Table2x2 table in tables)
        {
            double count = table.Count;
            double first = table.Both + table.OnlyFirst;
            double second = table.Both + table.OnlySecond;
            difference += table.Both - (first * second / count);
            variance += first * (count - first) * second * (count - second) / (count * count * (count - 1));
        }

        if (variance == 0)
        {
            return (null, null);
        }

        double distance = Math.Abs(difference);
        double corrected = distance >= 0.5 ? distance - 0.5 : distance;
        double statistic = corrected * corrected / variance;
        return (statistic, SpecialFunctions.Erfc(Math.Sqrt(statistic / 2)));
    }

    /// <summary>Sums the probabilities of all numbers of joint errors that are at most as probable as the observed one.</summary>
    private static double Exact(Table2x2[] tables)
    {
        double[] distribution = [1];
        int observed = 0;
        foreach (Table2x2 table in tables)
        {
            int first = table.Both + table.OnlyFirst;
            int second = table.Both + table.OnlySecond;
            int fewest = Math.Max(0, first + second - table.Count);
            observed += table.Both - fewest;
            distribution = Convolve(distribution, Hypergeometric(table.Count, first, second, fewest));
        }

        double limit = distribution[observed] * Tolerance;
        return Math.Min(1, distribution.Where(probability => probability <= limit).Sum() / distribution.Sum());
    }

    private static double[] Hypergeometric(int count, int first, int second, int fewest)
    {
        double all = SpecialFunctions.BinomialLn(count, second);
        return
        [
            .. Enumerable.Range(fewest, Math.Min(first, second) - fewest + 1).Select(both =>
                Math.Exp(SpecialFunctions.BinomialLn(first, both) + SpecialFunctions.BinomialLn(count - first, second - both) - all)),
        ];
    }

    private static double[] Convolve(double[] left, double[] right)
    {
        double[] sum = new double[left.Length + right.Length - 1];
        for (int i = 0; i < left.Length; i++)
        {
            for (int j = 0; j < right.Length; j++)
            {
                sum[i + j] += left[i] * right[j];
            }
        }

        return sum;
    }
}
