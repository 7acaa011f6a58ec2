using MathNet.Numerics.Distributions;

namespace LivenessSdk.Evaluation;

/// <summary>Turns resamples of a rate into an interval.</summary>
internal static class BootstrapInterval
{
    /// <summary>Computes a normal interval on the scale of the arcsine of the square root, on which a rate's spread hardly depends on the rate.</summary>
    /// <param name="rate">The observed rate, from 0 to 1.</param>
    /// <param name="resamples">The rate in each resample; NaN where there was none.</param>
    /// <param name="confidence">The two-sided confidence.</param>
    public static ConfidenceInterval ForRate(double rate, double[] resamples, double confidence)
    {
        double center = ToAngle(rate);
        double distance = Normal.InvCDF(0, 1, (1 + confidence) / 2) * Spread([.. resamples.Where(double.IsFinite).Select(ToAngle)]);
        return new ConfidenceInterval(FromAngle(Math.Max(0, center - distance)), FromAngle(Math.Min(Math.PI / 2, center + distance)));
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
