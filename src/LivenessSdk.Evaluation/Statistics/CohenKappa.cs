namespace LivenessSdk.Evaluation;

/// <summary>Computes Cohen's kappa, the agreement of two systems beyond chance.</summary>
public static class CohenKappa
{
    /// <summary>Computes kappa over two classes.</summary>
    /// <param name="both">The number of presentations that both systems put into the first class.</param>
    /// <param name="onlyFirst">The number that only the first system put into it.</param>
    /// <param name="onlySecond">The number that only the second system put into it.</param>
    /// <param name="neither">The number that neither system put into it.</param>
    /// <returns>1 for complete agreement, 0 for agreement by chance, or <see langword="null"/> if chance alone would explain complete agreement.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static double? Compute(int both, int onlyFirst, int onlySecond, int neither)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(both);
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        ArgumentOutOfRangeException.ThrowIfNegative(neither);
        return Compute((double)both, onlyFirst, onlySecond, neither);
    }

    internal static double? Compute(double both, double onlyFirst, double onlySecond, double neither)
    {
        double count = both + onlyFirst + onlySecond + neither;
        double observed = (both + neither) * count;
        double expected = ((both + onlyFirst) * (both + onlySecond)) + ((onlySecond + neither) * (onlyFirst + neither));
        double room = (count * count) - expected;
        return room == 0 ? null : (observed - expected) / room;
    }
}
