namespace LivenessSdk.Evaluation.Tests;

/// <summary>Computes figures the slow way, straight from their definitions.</summary>
internal static class Oracle
{
    /// <summary>Finds the rate at which at most so many errors have a given probability.</summary>
    public static double Upper(int errors, int count, double tail) => errors == count ? 1 : Bisect(rate => AtMost(errors, count, rate) > tail);

    /// <summary>Finds the rate at which at least so many errors have a given probability.</summary>
    public static double Lower(int errors, int count, double tail) => errors == 0 ? 0 : Bisect(rate => 1 - AtMost(errors - 1, count, rate) < tail);

    public static double EqualErrorRate(double[] bonaFide, double[] attacks)
    {
        (double Apcer, double Bpcer) before = (1, 0);
        foreach ((double apcer, double bpcer) in Points(bonaFide, attacks))
        {
            if (bpcer >= apcer)
            {
                double left = before.Apcer - before.Bpcer;
                double right = bpcer - apcer;
                return before.Bpcer + (left / (left + right) * (bpcer - before.Bpcer));
            }

            before = (apcer, bpcer);
        }

        throw new InvalidOperationException("The last threshold accepts nothing.");
    }

    public static double BpcerAt(double[] bonaFide, double[] attacks, double apcer) =>
        Points(bonaFide, attacks).Where(point => point.Apcer <= apcer).Min(point => point.Bpcer);

    public static double McNemar(int first, int second)
    {
        int count = first + second;
        double sum = 0;
        for (int k = 0; k <= count; k++)
        {
            // Both tails: what is at least as far from the middle.
            sum += Math.Abs((2 * k) - count) >= Math.Abs(first - second) ? Choose(count, k) * Math.Pow(0.5, count) : 0;
        }

        return sum;
    }

    /// <summary>Enumerates every way in which the joint errors of the strata can fall, given their margins.</summary>
    public static double ExactMantelHaenszel(IReadOnlyList<Table2x2> strata)
    {
        Dictionary<int, double> sums = new() { [0] = 1 };
        foreach (Table2x2 table in strata)
        {
            int first = table.Both + table.OnlyFirst;
            int second = table.Both + table.OnlySecond;
            Dictionary<int, double> next = [];
            for (int both = Math.Max(0, first + second - table.Count); both <= Math.Min(first, second); both++)
            {
                double probability = Choose(first, both) * Choose(table.Count - first, second - both) / Choose(table.Count, second);
                foreach ((int sum, double known) in sums)
                {
                    next[sum + both] = next.GetValueOrDefault(sum + both) + (known * probability);
                }
            }

            sums = next;
        }

        double observed = sums[strata.Sum(table => table.Both)];
        return Math.Min(1, sums.Values.Where(probability => probability <= observed * (1 + 1e-7)).Sum());
    }

    private static IEnumerable<(double Apcer, double Bpcer)> Points(double[] bonaFide, double[] attacks) =>
        bonaFide.Concat(attacks).Append(double.PositiveInfinity).Distinct().Order().Select(threshold => (
            (double)attacks.Count(score => score >= threshold) / attacks.Length,
            (double)bonaFide.Count(score => score < threshold) / bonaFide.Length));

    private static double AtMost(int errors, int count, double rate)
    {
        double sum = 0;
        for (int k = 0; k <= errors; k++)
        {
            sum += Choose(count, k) * Math.Pow(rate, k) * Math.Pow(1 - rate, count - k);
        }

        return sum;
    }

    private static double Choose(int count, int k)
    {
        double ways = 1;
        for (int i = 1; i <= k; i++)
        {
            ways = ways * (count - k + i) / i;
        }

        return ways;
    }

    /// <summary>Finds where a condition that holds for small rates ceases to.</summary>
    private static double Bisect(Func<double, bool> isBelow)
    {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = isBelow(middle) ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
