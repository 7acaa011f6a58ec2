namespace LivenessSdk.Evaluation;

/// <summary>Computes exact bounds of a rate by the method of Clopper and Pearson.</summary>
/// <remarks>
/// The bounds hold for independent presentations. Several photos of one person are not independent; for these, see
/// <see cref="Rate.SubjectInterval"/>.
/// </remarks>
public static class ClopperPearson
{
    /// <summary>Computes the two-sided interval.</summary>
    /// <param name="errors">The number of errors.</param>
    /// <param name="count">The number of presentations.</param>
    /// <param name="confidence">The confidence, above 0 and below 1. The default is 0.95.</param>
    /// <returns>The interval. Its lower end is 0 without errors, and its upper end is 1 without correct answers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="count"/> is less than 1, <paramref name="errors"/> is not between 0 and <paramref name="count"/>, or
    /// <paramref name="confidence"/> is not between 0 and 1.
    /// </exception>
    public static ConfidenceInterval Interval(int errors, int count, double confidence = 0.95)
    {
        Validate(errors, count, confidence);
        double tail = (1 - confidence) / 2;
        return new ConfidenceInterval(Lower(errors, count, tail), Upper(errors, count, tail));
    }

    /// <summary>Computes the one-sided upper bound: the true rate is at most this, with the stated confidence.</summary>
    /// <inheritdoc cref="Interval" path="/param | /exception"/>
    /// <returns>The bound.</returns>
    public static double UpperBound(int errors, int count, double confidence = 0.95)
    {
        Validate(errors, count, confidence);
        return Upper(errors, count, 1 - confidence);
    }

    /// <summary>Computes the one-sided lower bound: the true rate is at least this, with the stated confidence.</summary>
    /// <inheritdoc cref="Interval" path="/param | /exception"/>
    /// <returns>The bound.</returns>
    public static double LowerBound(int errors, int count, double confidence = 0.95)
    {
        Validate(errors, count, confidence);
        return Lower(errors, count, 1 - confidence);
    }

    private static double Lower(int errors, int count, double tail) =>
        errors == 0 ? 0
        : errors == count ? Math.Pow(tail, 1d / count)
        : BetaDistribution.Quantile(errors, count - errors + 1d, tail);

    private static double Upper(int errors, int count, double tail) =>
        errors == count ? 1
        : errors == 0 ? -Math.Exp(Math.Log(tail) / count) + 1
        : 1 - BetaDistribution.Quantile(count - errors, errors + 1d, tail);

    private static void Validate(int errors, int count, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(errors);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(errors, count);
        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "The confidence must be above 0 and below 1.");
        }
    }
}
