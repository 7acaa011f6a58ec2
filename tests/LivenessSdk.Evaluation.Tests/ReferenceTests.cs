namespace LivenessSdk.Evaluation.Tests;

/// <summary>Compares with values that R computed.</summary>
public sealed class ReferenceTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Bounds_equal_those_of_R()
    {
        IReadOnlyList<Dictionary<string, string>> rows = Fixture.Read("bounds.csv");
        rows.Count.Should().BeGreaterThanOrEqualTo(200);
        foreach (Dictionary<string, string> row in rows)
        {
            int errors = Fixture.Whole(row["k"]);
            int count = Fixture.Whole(row["n"]);
            double confidence = Fixture.Number(row["confidence"]);
            string because = $"{errors} of {count} at {confidence}";
            ConfidenceInterval interval = ClopperPearson.Interval(errors, count, confidence);
            interval.Lower.Should().BeApproximately(Fixture.Number(row["lower"]), Tolerance, because);
            interval.Upper.Should().BeApproximately(Fixture.Number(row["upper"]), Tolerance, because);
            ClopperPearson.LowerBound(errors, count, confidence).Should().BeApproximately(Fixture.Number(row["lower_one_sided"]), Tolerance, because);
            ClopperPearson.UpperBound(errors, count, confidence).Should().BeApproximately(Fixture.Number(row["upper_one_sided"]), Tolerance, because);
        }
    }

    [Theory]
    [InlineData(0, 59, 0.0495, 0.0606)]
    public void Nothing_among_59_is_at_most_4_95_percent_one_sided_and_6_06_percent_two_sided(int errors, int count, double oneSided, double twoSided)
    {
        ClopperPearson.UpperBound(errors, count).Should().BeApproximately(oneSided, 0.00005);
        ClopperPearson.Interval(errors, count).Upper.Should().BeApproximately(twoSided, 0.00005);
    }

    [Fact]
    public void McNemar_equals_that_of_R()
    {
        foreach (Dictionary<string, string> row in Fixture.Read("mcnemar.csv"))
        {
            McNemarTest test = new(Fixture.Whole(row["b"]), Fixture.Whole(row["c"]));
            test.PValue.Should().BeApproximately(Fixture.Number(row["p"]), Tolerance, $"of {row["b"]} and {row["c"]}");
        }
    }

    [Fact]
    public void Mantel_Haenszel_equals_that_of_R()
    {
        foreach (Dictionary<string, string> row in Fixture.Read("mantelhaenszel.csv"))
        {
            MantelHaenszelTest test = new(row["strata"].Split(' ').Select(ToTable));
            string because = $"of {row["strata"]}";
            Compare(test.OddsRatio, Fixture.Optional(row["odds_ratio"]), because);
            Compare(test.Statistic, Fixture.Optional(row["statistic"]), because);
            Compare(test.PValue, Fixture.Optional(row["p"]), because);
            Compare(test.ExactPValue, Fixture.Optional(row["exact_p"]), because);
        }

        static Table2x2 ToTable(string stratum)
        {
            int[] cells = [.. stratum.Split(':').Select(Fixture.Whole)];
            return new Table2x2(cells[0], cells[1], cells[2], cells[3]);
        }
    }

    [Fact]
    public void Kappa_equals_that_of_R()
    {
        foreach (Dictionary<string, string> row in Fixture.Read("kappa.csv"))
        {
            double? kappa = CohenKappa.Compute(
                Fixture.Whole(row["both"]), Fixture.Whole(row["only_first"]), Fixture.Whole(row["only_second"]), Fixture.Whole(row["neither"]));
            Compare(kappa, Fixture.Optional(row["kappa"]), string.Join(' ', row.Values));
        }
    }

    [Fact]
    public void Rates_read_from_scores_equal_those_of_R()
    {
        foreach (Dictionary<string, string> row in Fixture.Read("det.csv"))
        {
            DetCurve curve = new(Numbers(row["bona_fide"]), Numbers(row["attacks"]));
            curve.EqualErrorRate.Should().BeApproximately(Fixture.Number(row["eer"]), Tolerance);
            curve.FindByApcer(0.01).Bpcer.Should().BeApproximately(Fixture.Number(row["at01"]), Tolerance);
            curve.FindByApcer(0.05).Bpcer.Should().BeApproximately(Fixture.Number(row["at05"]), Tolerance);
            curve.FindByApcer(0.10).Bpcer.Should().BeApproximately(Fixture.Number(row["at10"]), Tolerance);
        }

        static IEnumerable<double> Numbers(string text) => text.Split(' ').Select(Fixture.Number);
    }

    [Fact]
    public void Intervals_by_people_are_those_of_R()
    {
        foreach (Dictionary<string, string> row in Fixture.Read("bca.csv"))
        {
            IEnumerable<PresentationResult> results = row["people"].Split(' ').SelectMany((person, i) =>
            {
                int[] numbers = [.. person.Split(':').Select(Fixture.Whole)];
                return Set.Photos($"person-{i}", numbers[1], rejected: numbers[0]);
            });

            Rate bpcer = Evaluator.Evaluate(results, new EvaluationOptions { Resamples = 50_000 }).Systems.Single().Bpcer;

            // Both draw at random: with so many resamples the limits differ by less than this.
            bpcer.SubjectInterval!.Value.Lower.Should().BeApproximately(Fixture.Number(row["lower"]), 0.003, row["people"]);
            bpcer.SubjectInterval!.Value.Upper.Should().BeApproximately(Fixture.Number(row["upper"]), 0.003, row["people"]);
        }
    }

    [Fact]
    public void Sample_sizes_equal_those_of_R()
    {
        foreach (Dictionary<string, string> row in Fixture.Read("samplesize.csv"))
        {
            double rate = Fixture.Number(row["rate"]);
            int errors = Fixture.Whole(row["errors"]);
            SampleSize.WithErrors(rate, errors).Should().Be(Fixture.Whole(row["needed"]), $"of {errors} errors at {rate}");
            if (errors == 0)
            {
                SampleSize.WithoutErrors(rate).Should().Be(Fixture.Whole(row["needed"]));
            }
        }

        SampleSize.WithoutErrors(0.05).Should().Be(59);
        SampleSize.WithoutErrors(0.01).Should().Be(299);
    }

    private static void Compare(double? actual, double? expected, string because)
    {
        actual.HasValue.Should().Be(expected.HasValue, because);
        if (expected is { } value && double.IsFinite(value))
        {
            // Relative for what may be large.
            actual!.Value.Should().BeApproximately(value, Tolerance * Math.Max(1, Math.Abs(value)), because);
        }
        else if (expected is { } infinite)
        {
            actual.Should().Be(infinite, because);
        }
    }
}
