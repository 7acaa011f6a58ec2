namespace LivenessSdk.Evaluation;

/// <summary>Computes the number of presentations that a claim about an error rate requires.</summary>
public static class SampleSize
{
    private const int Largest = 10_000_000;

    /// <summary>Computes the smallest number of presentations that shows a rate below a maximum if no error is observed.</summary>
    /// <param name="maximumRate">The rate to stay below, above 0 and below 1.</param>
    /// <param name="confidence">The one-sided confidence, above 0 and below 1. The default is 0.95.</param>
    /// <returns>The number of presentations: 59 for 5 % and 299 for 1 %, at 95 %.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not between 0 and 1.</exception>
    public static int WithoutErrors(double maximumRate, double confidence = 0.95)
    {
        Validate(maximumRate, nameof(maximumRate));
        Validate(confidence, nameof(confidence));
        double count = Math.Ceiling(Math.Log(1 - confidence) / Math.Log(1 - maximumRate));
        return (int)Math.Clamp(count, 1, int.MaxValue);
    }

    /// <summary>Computes the smallest number of presentations whose upper bound is at most a maximum if a number of errors is observed.</summary>
    /// <param name="maximumRate">The largest acceptable upper bound, above 0 and below 1.</param>
    /// <param name="errors">The number of errors that may be observed; 0 or more.</param>
    /// <param name="confidence">The one-sided confidence, above 0 and below 1. The default is 0.95.</param>
    /// <returns>The number of presentations, or <see langword="null"/> if more than ten million are needed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A rate or the confidence is not between 0 and 1, or <paramref name="errors"/> is negative.</exception>
    public static int? WithErrors(double maximumRate, int errors, double confidence = 0.95)
    {
        Validate(maximumRate, nameof(maximumRate));
        Validate(confidence, nameof(confidence));
        ArgumentOutOfRangeException.ThrowIfNegative(errors);
        int low = errors;
        int high = errors + 1;
        while (ClopperPearson.UpperBound(errors, high, confidence) > maximumRate)
        {
            low = high;
            high *= 2;
            if (high > Largest)
            {
                return null;
            }
        }

        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = ClopperPearson.UpperBound(errors, middle, confidence) > maximumRate ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static void Validate(double value, string name)
    {
        if (!(value > 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, "The value must be above 0 and below 1.");
        }
    }
}
