using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace LivenessSdk.Evaluation;

/// <summary>Computes quantiles of the beta distribution more precisely than the root finder of MathNet.Numerics alone.</summary>
internal static class BetaDistribution
{
    private const int MaxSteps = 20;

    /// <summary>Computes the value below which a share <paramref name="probability"/> of the distribution lies.</summary>
    public static double Quantile(double a, double b, double probability)
    {
        double quantile = Beta.InvCDF(a, b, probability);
        for (int step = 0; step < MaxSteps; step++)
        {
            // Newton's method, which doubles the correct digits at each step.
            double correction = (SpecialFunctions.BetaRegularized(a, b, quantile) - probability) / Beta.PDF(a, b, quantile);
            double next = quantile - correction;
            if (!(next > 0 && next < 1))
            {
                break;
            }

            quantile = next;
            if (Math.Abs(correction) <= 1e-15 * quantile)
            {
                break;
            }
        }

        return quantile;
    }
}
