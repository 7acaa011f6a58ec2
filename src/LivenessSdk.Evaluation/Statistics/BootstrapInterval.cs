using MathNet.Numerics.Distributions;

namespace LivenessSdk.Evaluation;

/// <summary>Turns resamples of a rate into an interval.</summary>
internal static class BootstrapInterval
{
    /// <summary>Computes a normal interval on the scale of the arcsine of the square root, on which a rate's spread hardly depends on the rate.</summary>
    /// <remarks>
    /// An interval is given from five errors on, so one of a small rate cannot lie below the truth: with so few errors there would be
    /// none. Up to where the interval of five errors ends, the lower limit therefore has the whole chance of an error instead of half
    /// of it. Without this, the intervals that are given would cover the truth more often than they say. The same holds for correct answers.
    /// </remarks>
    /// <param name="rate">The observed rate, from 0 to 1.</param>
    /// <param name="count">The number of presentations that it is a rate of.</param>
    /// <param name="resamples">The rate in each resample; NaN where there was none.</param>
    /// <param name="confidence">The two-sided confidence.</param>
    public static ConfidenceInterval ForRate(double rate, int count, double[] resamples, double confidence)
    {
        double center = ToAngle(rate);
        double spread = Spread([.. resamples.Where(double.IsFinite).Select(ToAngle)]);
        double distance = Normal.InvCDF(0, 1, (1 + confidence) / 2) * spread;
        double oneSided = Normal.InvCDF(0, 1, confidence) * spread;
        double fewest = Math.Min(0.5, (double)SubjectBootstrap.FewestErrors / count);
        double lower = Math.Max(center - distance, Math.Min(center - oneSided, ToAngle(fewest) + distance));
        double upper = Math.Min(center + distance, Math.Max(center + oneSided, ToAngle(1 - fewest) - distance));
        return new ConfidenceInterval(FromAngle(Math.Max(0, lower)), FromAngle(Math.Min(Math.PI / 2, upper)));
    }

    /// <summary>Computes the interval between two percentiles of the resamples.</summary>
    public static ConfidenceInterval Percentile(double[] resamples, double confidence)
    {
        double[] sorted = [.. resamples.Where(double.IsFinite).Order()];
        double tail = (1 - confidence) / 2;
        return new ConfidenceInterval(At(tail), At(1 - tail));

        double At(double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    private static double ToAngle(double rate) => Math.Asin(Math.Sqrt(rate));

    private static double FromAngle(double angle) => Math.Pow(Math.Sin(angle), 2);

    private static double Spread(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
