namespace LivenessSdk.Evaluation;

/// <summary>Represents a DET curve: the errors on attacks against the errors on bona fide presentations, at every threshold.</summary>
public sealed class DetCurve
{
    /// <summary>Initializes a new instance of the <see cref="DetCurve"/> class. Equal scores make one step.</summary>
    /// <param name="bonaFideScores">The scores of bona fide presentations, where higher means live.</param>
    /// <param name="attackScores">The scores of attacks.</param>
    /// <exception cref="ArgumentException">A kind has no score, or a score is not a finite number.</exception>
    public DetCurve(IEnumerable<double> bonaFideScores, IEnumerable<double> attackScores)
    {
        double[] bonaFide = Sorted(bonaFideScores, nameof(bonaFideScores));
        double[] attacks = Sorted(attackScores, nameof(attackScores));
        double[] thresholds = [.. bonaFide.Concat(attacks).Distinct().Order(), double.PositiveInfinity];

        DetPoint[] points = new DetPoint[thresholds.Length];
        int rejected = 0;
        int stopped = 0;
        for (int i = 0; i < thresholds.Length; i++)
        {
            while (rejected < bonaFide.Length && bonaFide[rejected] < thresholds[i])
            {
                rejected++;
            }

            while (stopped < attacks.Length && attacks[stopped] < thresholds[i])
            {
                stopped++;
            }

            int accepted = attacks.Length - stopped;
            points[i] = new DetPoint
            {
                Threshold = thresholds[i],
                AcceptedAttacks = accepted,
                RejectedBonaFide = rejected,
                Apcer = (double)accepted / attacks.Length,
                Bpcer = (double)rejected / bonaFide.Length,
            };
        }

        Points = points;
        (EqualErrorRate, int crossing) = Cross(points);
        ErrorsAtEqualErrorRate = Math.Min(points[crossing].RejectedBonaFide, points[crossing].AcceptedAttacks);
    }

    /// <summary>Gets the operating points by increasing threshold, from accepting everything to accepting nothing.</summary>
    public IReadOnlyList<DetPoint> Points { get; }

    /// <summary>Gets the equal error rate, interpolated linearly between the neighboring operating points.</summary>
    public double EqualErrorRate { get; }

    /// <summary>Gets the smaller number of errors of a kind at the operating point next to the equal error rate.</summary>
    internal int ErrorsAtEqualErrorRate { get; }

    /// <summary>Finds the operating point with the smallest BPCER among those whose APCER is at most a maximum.</summary>
    /// <param name="maximumApcer">The largest acceptable APCER, from 0 to 1.</param>
    /// <returns>The operating point with the lowest such threshold.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximumApcer"/> is not between 0 and 1.</exception>
    public DetPoint FindByApcer(double maximumApcer)
    {
        if (!(maximumApcer >= 0 && maximumApcer <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(maximumApcer), maximumApcer, "The rate must be between 0 and 1.");
        }

        // APCER falls and BPCER rises with the threshold.
        return Points.First(point => point.Apcer <= maximumApcer);
    }

    /// <summary>Finds where the two rates cross.</summary>
    private static (double Rate, int Crossing) Cross(DetPoint[] points)
    {
        int after = Array.FindIndex(points, point => point.Bpcer >= point.Apcer);
        DetPoint right = points[after];
        if (after == 0 || right.Bpcer == right.Apcer)
        {
            return (right.Bpcer, after);
        }

        DetPoint left = points[after - 1];
        double before = left.Apcer - left.Bpcer;
        double share = before / (before + right.Bpcer - right.Apcer);
        return (left.Bpcer + (share * (right.Bpcer - left.Bpcer)), share < 0.5 ? after - 1 : after);
    }

    private static double[] Sorted(IEnumerable<double> scores, string name)
    {
        ArgumentNullException.ThrowIfNull(scores, name);
        double[] sorted = [.. scores.Order()];
        return sorted.Length == 0 ? throw new ArgumentException("At least one score is needed.", name)
            : sorted.Any(score => !double.IsFinite(score)) ? throw new ArgumentException("Every score must be a finite number.", name)
            : sorted;
    }
}
