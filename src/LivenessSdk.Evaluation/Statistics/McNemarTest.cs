using MathNet.Numerics;

namespace LivenessSdk.Evaluation;

/// <summary>Represents McNemar's exact test: whether one system is right and the other wrong more often than vice versa.</summary>
public sealed class McNemarTest
{
    /// <summary>Initializes a new instance of the <see cref="McNemarTest"/> class.</summary>
    /// <param name="onlyFirst">The number of presentations that only the first system classified correctly; 0 or more.</param>
    /// <param name="onlySecond">The number of presentations that only the second system classified correctly; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public McNemarTest(int onlyFirst, int onlySecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        OnlyFirst = onlyFirst;
        OnlySecond = onlySecond;
        int count = onlyFirst + onlySecond;
        PValue = count == 0 ? 1 : Math.Min(1, 2 * LowerTail(Math.Min(onlyFirst, onlySecond), count));
    }

    /// <summary>Gets the number of presentations that only the first system classified correctly.</summary>
    public int OnlyFirst { get; }

    /// <summary>Gets the number of presentations that only the second system classified correctly.</summary>
    public int OnlySecond { get; }

    /// <summary>Gets the two-sided p-value from the binomial distribution of the discordant presentations; 1 if there are none.</summary>
    public double PValue { get; }

    /// <summary>Computes the probability of at most <paramref name="successes"/> successes in <paramref name="count"/> trials with a probability of 0.5.</summary>
    private static double LowerTail(int successes, int count)
    {
        double sum = 0;
        for (int k = 0; k <= successes; k++)
        {
            sum += Math.Exp(SpecialFunctions.BinomialLn(count, k) - (count * Constants.Ln2));
        }

        return sum;
    }
}
