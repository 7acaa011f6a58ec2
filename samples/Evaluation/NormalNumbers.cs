namespace EvaluationSample;

/// <summary>Computes random numbers and quantiles of the normal distribution.</summary>
internal static class NormalNumbers
{
    public static double Next(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Finds the value below which a share of the distribution lies, by Simpson's rule and bisection.</summary>
    public static double Quantile(double share)
    {
        double low = -8;
        double high = 8;
        while (high - low > 1e-9)
        {
            double middle = (low + high) / 2;
            (low, high) = Below(middle) < share ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static double Below(double value)
    {
        const int Steps = 400;
        double width = value / Steps;
        double sum = Density(0) + Density(value);
        for (int i = 1; i < Steps; i++)
        {
            sum += Density(i * width) * (i % 2 == 0 ? 2 : 4);
        }

        return 0.5 + (sum * width / 3);
    }

    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
}
