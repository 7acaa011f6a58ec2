using LivenessSdk;
using LivenessSdk.Evaluation;

namespace EvaluationSample;

/// <summary>Represents a vendor with known error rates. A photo that is difficult for one vendor is also difficult for the others.</summary>
internal sealed class SimulatedVendor
{
    /// <summary>The share of a photo's difficulty that all vendors have in common.</summary>
    private const double Common = 0.35;

    public required string Name { get; init; }

    /// <summary>Gets the true APCER by species.</summary>
    public required IReadOnlyDictionary<string, double> Apcer { get; init; }

    /// <summary>Gets the true BPCER.</summary>
    public required double Bpcer { get; init; }

    /// <summary>Gets the share of photos without a response.</summary>
    public double NonResponse { get; init; } = 0.02;

    /// <summary>Gets the share of checks that fail.</summary>
    public double Failure { get; init; } = 0.005;

    /// <summary>Gets a value indicating whether the vendor returns a score.</summary>
    public bool HasScore { get; init; } = true;

    /// <summary>Gets a value indicating whether the caller's threshold decides instead of the vendor.</summary>
    public bool DecidesByThreshold { get; init; }

    public double TypicalMilliseconds { get; init; } = 600;

    public decimal Price { get; init; } = 0.05m;

    /// <summary>Checks a photo.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="difficulty">The difficulty of the photo for all vendors, from a normal distribution.</param>
    /// <param name="random">The generator of all other random numbers.</param>
    public PresentationResult Check(Presentation photo, double difficulty, Random random)
    {
        double rate = photo.Label == PresentationLabel.Attack ? Apcer[photo.Species!] : Bpcer;
        double distance = (Math.Sqrt(Common) * difficulty) + (Math.Sqrt(1 - Common) * NormalNumbers.Next(random)) - NormalNumbers.Quantile(rate);

        // Positive if the score is on the correct side of the threshold, which it is except at the known error rate.
        double score = 1 / (1 + Math.Exp(-1.5 * (photo.Label == PresentationLabel.Attack ? -distance : distance)));
        double fate = random.NextDouble();
        TimeSpan duration = TimeSpan.FromMilliseconds(TypicalMilliseconds * Math.Exp(0.35 * NormalNumbers.Next(random)));
        bool fails = fate < Failure;
        bool isResponse = fate >= Failure + NonResponse;
        return new PresentationResult
        {
            System = Name,
            Presentation = photo,
            Verdict = fails ? null : !isResponse ? LivenessVerdict.Inconclusive : score >= 0.5 ? LivenessVerdict.Live : LivenessVerdict.NotLive,
            VerdictSource = DecidesByThreshold ? VerdictSource.Threshold : VerdictSource.Vendor,
            Score = HasScore && !fails && isResponse ? Math.Round(score, 4) : null,
            Threshold = DecidesByThreshold ? 0.5 : null,
            Error = fails ? nameof(LivenessError.Unavailable) : null,
            Duration = duration,
            Cost = fails ? null : Price,
            Currency = fails ? null : "USD",
        };
    }
}
