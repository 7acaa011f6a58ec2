using MathNet.Numerics.Distributions;

namespace LivenessSdk.Evaluation;

/// <summary>Computes intervals from resamples, bias-corrected and accelerated (BCa; B. Efron, "Better Bootstrap Confidence Intervals", 1987).</summary>
internal static class BootstrapInterval
{
    /// <summary>Computes the interval of a statistic.</summary>
    /// <param name="estimate">The observed statistic.</param>
    /// <param name="sample">Its resamples.</param>
    /// <param name="confidence">The two-sided confidence.</param>
    public static ConfidenceInterval Compute(double estimate, BootstrapSample sample, double confidence)
    {
        double tail = (1 - confidence) / 2;
        double[] limits = FindLimits(estimate, sample, [tail, 1 - tail]);
        return new ConfidenceInterval(limits[0], limits[1]);
    }

    /// <summary>Computes the interval of a rate that has an interval from five errors on.</summary>
    /// <remarks>
    /// An interval of a small rate cannot lie below the truth: with so few errors there would be none. Up to where the interval of five
    /// errors ends, the lower limit therefore has the whole chance of an error instead of half of it. Without this, the intervals that are
    /// given would cover the truth more often than they say. The same holds for correct answers.
    /// </remarks>
    /// <param name="rate">The observed rate, from 0 to 1.</param>
    /// <param name="count">The number of presentations that it is a rate of.</param>
    /// <param name="sample">Its resamples.</param>
    /// <param name="confidence">The two-sided confidence.</param>
    public static ConfidenceInterval ForRate(double rate, int count, BootstrapSample sample, double confidence)
    {
        double tail = (1 - confidence) / 2;
        double[] limits = FindLimits(rate, sample, [tail, 2 * tail, 1 - (2 * tail), 1 - tail]);
        double fewest = Math.Min(0.5, (double)SubjectBootstrap.FewestErrors / count);

        // On the scale of the arcsine of the square root, the width of an interval hardly depends on the rate.
        double endOfFewest = FromAngle(ToAngle(fewest) + ToAngle(limits[3]) - ToAngle(rate));
        double startOfMost = FromAngle(ToAngle(1 - fewest) + ToAngle(limits[0]) - ToAngle(rate));
        return new ConfidenceInterval(
            Math.Max(limits[0], Math.Min(limits[1], endOfFewest)),
            Math.Min(limits[3], Math.Max(limits[2], startOfMost)));
    }

    /// <summary>Finds the values that the statistic is below with the given chances.</summary>
    private static double[] FindLimits(double estimate, BootstrapSample sample, double[] chances)
    {
        double[] sorted = [.. sample.Resamples.Where(double.IsFinite).Order()];
        double smallest = 0.5 / sorted.Length;
        double below = (sorted.Count(value => value < estimate) + (0.5 * sorted.Count(value => value == estimate))) / sorted.Length;
        double bias = Normal.InvCDF(0, 1, Math.Clamp(below, smallest, 1 - smallest));
        return
        [
            .. chances.Select(chance =>
            {
                double deviate = bias + Normal.InvCDF(0, 1, chance);
                return Quantile(sorted, Normal.CDF(0, 1, bias + (deviate / (1 - (sample.Acceleration * deviate)))));
            }),
        ];
    }

    /// <summary>Interpolates between the two nearest values.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        double position = Math.Clamp((share * sorted.Length) - 0.5, 0, sorted.Length - 1);
        int left = (int)position;
        int right = Math.Min(left + 1, sorted.Length - 1);
        return sorted[left] + ((position - left) * (sorted[right] - sorted[left]));
    }

    private static double ToAngle(double rate) => Math.Asin(Math.Sqrt(rate));

    private static double FromAngle(double angle) => Math.Pow(Math.Sin(Math.Clamp(angle, 0, Math.PI / 2)), 2);
}
