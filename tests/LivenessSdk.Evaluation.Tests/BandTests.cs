using System.Globalization;

namespace LivenessSdk.Evaluation.Tests;

/// <summary>Simulates evaluations whose true rates are known, and counts how often a band covers them.</summary>
public sealed class BandTests(ITestOutputHelper output)
{
    /// <summary>How many evaluations are simulated; the long run has 1,000.</summary>
    private static readonly int s_evaluations =
        int.TryParse(Environment.GetEnvironmentVariable("LIVENESS_BAND_EVALUATIONS"), CultureInfo.InvariantCulture, out int number) ? number : 30;

    [Theory]
    [InlineData(200, 1, 0.05)]
    [InlineData(200, 1, 0.10)]
    [InlineData(250, 2, 0.20)]
    [InlineData(200, 1, 0.40)]
    public void Band_of_the_equal_error_rate_covers_the_truth(int subjects, int photos, double truth) =>
        Cover(subjects, photos, truth, -2 * Quantile(truth), scores => scores.EqualErrorRate);

    [Theory]
    [InlineData(200, 1, 0.05)] // One evaluation in fifteen has too few errors here, and those with a band must not cover too often.
    [InlineData(200, 1, 0.07)]
    [InlineData(300, 2, 0.05)]
    [InlineData(200, 1, 0.10)]
    [InlineData(250, 2, 0.20)]
    [InlineData(200, 1, 0.40)]
    public void Band_of_the_bpcer_at_an_apcer_of_10_percent_covers_the_truth(int subjects, int photos, double truth) =>
        Cover(subjects, photos, truth, -Quantile(0.10) - Quantile(truth), scores => scores.AtApcer[2].Bpcer);

    [Theory]
    [InlineData(199, 250, BandStatus.TooFewSubjects)]
    [InlineData(250, 199, BandStatus.TooFewSubjects)]
    [InlineData(200, 200, BandStatus.Available)]
    public void Fewer_than_200_subjects_of_a_kind_have_no_band(int people, int attacked, BandStatus expected)
    {
        ScoreEstimate rate = Analyze(new Random(1), people, attacked, photos: 1, distance: 1).EqualErrorRate;

        rate.Status.Should().Be(expected);
        rate.Band.HasValue.Should().Be(expected == BandStatus.Available);
    }

    [Fact]
    public void Fewer_than_five_errors_of_a_kind_have_no_band()
    {
        ScoreAnalysis scores = Analyze(new Random(1), 250, 250, photos: 1, distance: 2);

        // 1 % of 250 attacks is less than five errors, 10 % is more.
        scores.AtApcer[0].Bpcer.Status.Should().Be(BandStatus.TooFewErrors);
        scores.AtApcer[0].Bpcer.Band.Should().BeNull();
        scores.AtApcer[2].Bpcer.Status.Should().Be(BandStatus.Available);
        ScoreAnalysis separated = Analyze(new Random(1), 250, 250, photos: 1, distance: 20);
        separated.EqualErrorRate.Status.Should().Be(BandStatus.TooFewErrors);
    }

    [Fact]
    public void The_same_seed_gives_the_same_band()
    {
        ScoreAnalysis first = Analyze(new Random(5), 200, 200, photos: 1, distance: 2);
        ScoreAnalysis second = Analyze(new Random(5), 200, 200, photos: 1, distance: 2);

        second.EqualErrorRate.Band.Should().Be(first.EqualErrorRate.Band!.Value);
    }

    private void Cover(int subjects, int photos, double truth, double distance, Func<ScoreAnalysis, ScoreEstimate> read)
    {
        Random random = new(20261127);
        int covered = 0;
        int banded = 0;
        for (int i = 0; i < s_evaluations; i++)
        {
            ScoreEstimate estimate = read(Analyze(random, subjects, subjects, photos, distance));
            if (estimate.Band is { } band)
            {
                banded++;
                covered += band.Lower <= truth && truth <= band.Upper ? 1 : 0;
            }
        }

        double share = (double)covered / banded;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{subjects} subjects a class, {photos} photos each, true rate {truth:P0}: covered in {share:P1} of {banded} bands; {s_evaluations - banded} evaluations had too few errors"));

        // Few evaluations tell only gross errors; the long run holds the band to its claim.
        (double lowest, double highest) = s_evaluations >= 1_000 ? (0.93, 0.97) : (0.80, 1);
        share.Should().BeInRange(lowest, highest);
    }

    /// <summary>Draws scores of two normal distributions at a distance. Photos of a subject have half of their variance in common.</summary>
    private static ScoreAnalysis Analyze(Random random, int people, int attacked, int photos, double distance) =>
        ScoreAnalysis.Analyze(
            [.. Draw(random, PresentationLabel.BonaFide, people, photos, distance), .. Draw(random, PresentationLabel.Attack, attacked, photos, 0)],
            species: null,
            new EvaluationOptions { Resamples = 500, Seed = random.Next() })!;

    private static IEnumerable<PresentationResult> Draw(Random random, PresentationLabel label, int subjects, int photos, double mean)
    {
        for (int subject = 0; subject < subjects; subject++)
        {
            double common = Normal(random);
            for (int photo = 0; photo < photos; photo++)
            {
                yield return new PresentationResult
                {
                    System = "simulated",
                    Presentation = new Presentation
                    {
                        File = $"{label}-{subject}-{photo}", Label = label, Subject = $"{label}-{subject}", Species = label == PresentationLabel.Attack ? "print" : null,
                    },
                    Verdict = LivenessVerdict.Live,
                    Score = mean + (Math.Sqrt(0.5) * common) + (Math.Sqrt(0.5) * Normal(random)),
                };
            }
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Quantile(double share) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, share);
}
