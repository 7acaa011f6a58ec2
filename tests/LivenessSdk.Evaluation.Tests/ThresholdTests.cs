namespace LivenessSdk.Evaluation.Tests;

public sealed class ThresholdTests
{
    [Fact]
    public void Threshold_is_chosen_on_half_of_the_subjects_and_confirmed_on_the_other()
    {
        PresentationResult[] results = [.. Scored(1, 400, 400)];
        ThresholdChoice choice = Choose(results, new ThresholdCriterion(0.10))!;

        choice.Status.Should().Be(ThresholdStatus.Confirmed);
        choice.Chosen!.LargestUpperBound.Should().BeLessThanOrEqualTo(0.10);
        choice.Confirmed!.LargestUpperBound.Should().BeLessThanOrEqualTo(0.10);
        foreach (string species in (string[])["print", "screen"])
        {
            Rate chosen = choice.Chosen.Apcer.Single(one => one.Species == species).Apcer;
            Rate confirmed = choice.Confirmed.Apcer.Single(one => one.Species == species).Apcer;
            (chosen.Count, confirmed.Count).Should().Be((100, 100));

            // Together, the halves are what the threshold gives on all photos.
            (chosen.Errors + confirmed.Errors).Should().Be(results.Count(result => result.Presentation.Species == species && result.Score >= choice.Threshold));
        }

        (choice.Chosen.Bpcer.Errors + choice.Confirmed.Bpcer.Errors).Should()
            .Be(results.Count(result => result.Presentation.Label == PresentationLabel.BonaFide && result.Score < choice.Threshold));
    }

    [Fact]
    public void No_lower_threshold_keeps_the_bound_where_it_was_chosen()
    {
        ThresholdChoice choice = Choose(Scored(2, 300, 300), new ThresholdCriterion(0.15))!;
        ThresholdChoice laxer = Choose(Scored(2, 300, 300), new ThresholdCriterion(0.25))!;

        laxer.Threshold.Should().BeLessThan(choice.Threshold!.Value);
        laxer.Confirmed!.Bpcer.Errors.Should().BeLessThanOrEqualTo(choice.Confirmed!.Bpcer.Errors);
    }

    [Fact]
    public void Subjects_are_not_divided()
    {
        // Four photos of each subject, of both kinds.
        PresentationResult[] results = [.. Scored(3, 400, 400).Select((result, i) => Copy(result, subject: $"s{i % 200 / 4}"))];
        ThresholdChoice choice = Choose(results, new ThresholdCriterion(0.20))!;

        (choice.Chosen!.Bpcer.Subjects + choice.Confirmed!.Bpcer.Subjects).Should()
            .Be(results.Where(result => result.Presentation.Label == PresentationLabel.BonaFide).Select(result => result.Presentation.Subject).Distinct().Count());
    }

    [Fact]
    public void Too_few_photos_are_said_with_the_number_needed()
    {
        ThresholdChoice choice = Choose(Scored(4, 100, 100), new ThresholdCriterion(0.05))!;

        choice.Status.Should().Be(ThresholdStatus.TooFewPhotos);
        choice.Threshold.Should().BeNull();
        choice.Shortages.Select(shortage => (shortage.Species, shortage.Available, shortage.Required)).Should().Equal(("print", 50, 118), ("screen", 50, 118));
    }

    [Fact]
    public void Scores_that_do_not_separate_give_no_threshold()
    {
        // Every attack looks more alive than any person.
        PresentationResult[] results = [.. Scored(5, 300, 300).Select(result => Copy(result, score: 1 - result.Score!.Value))];

        Choose(results, new ThresholdCriterion(0.05))!.Status.Should().Be(ThresholdStatus.NoThreshold);
    }

    [Fact]
    public void Costs_decide_between_the_errors()
    {
        double strict = Choose(Scored(6, 300, 300), new ThresholdCriterion(new ErrorCosts(1000, 1, 0.05)))!.Threshold!.Value;
        double lax = Choose(Scored(6, 300, 300), new ThresholdCriterion(new ErrorCosts(1, 1, 0.05)))!.Threshold!.Value;

        strict.Should().BeGreaterThan(lax);
    }

    [Fact]
    public void Vendor_that_decides_by_itself_gets_no_threshold() =>
        Choose(Scored(7, 300, 300, VerdictSource.Vendor), new ThresholdCriterion(0.10)).Should().BeNull();

    [Fact]
    public void The_same_seed_divides_alike()
    {
        ThresholdChoice first = Choose(Scored(8, 300, 300), new ThresholdCriterion(0.20))!;
        ThresholdChoice second = Choose(Scored(8, 300, 300).Reverse(), new ThresholdCriterion(0.20))!;

        second.Threshold.Should().Be(first.Threshold);
        second.Confirmed!.Bpcer.Errors.Should().Be(first.Confirmed!.Bpcer.Errors);
    }

    private static ThresholdChoice? Choose(IEnumerable<PresentationResult> results, ThresholdCriterion criterion) =>
        Evaluator.Evaluate(results, new EvaluationOptions { Resamples = 100, ThresholdCriterion = criterion }).Systems.Single().Threshold;

    private static IEnumerable<PresentationResult> Scored(int seed, int people, int attacks, VerdictSource source = VerdictSource.Threshold)
    {
        Random random = new(seed);
        for (int i = 0; i < people + attacks; i++)
        {
            bool isAttack = i >= people;
            double score = isAttack ? Math.Pow(random.NextDouble(), 4) : 1 - Math.Pow(random.NextDouble(), 4);
            yield return new PresentationResult
            {
                System = "a",
                Presentation = new Presentation
                {
                    File = $"{i}", Subject = $"{i}", Label = isAttack ? PresentationLabel.Attack : PresentationLabel.BonaFide,
                    Species = isAttack ? i % 2 == 0 ? "print" : "screen" : null,
                },
                Verdict = score >= 0.5 ? LivenessVerdict.Live : LivenessVerdict.NotLive,
                VerdictSource = source,
                Threshold = 0.5,
                Score = score,
            };
        }
    }

    private static PresentationResult Copy(PresentationResult result, string? subject = null, double? score = null) => new()
    {
        System = result.System,
        Presentation = new Presentation
        {
            File = result.Presentation.File, Label = result.Presentation.Label, Species = result.Presentation.Species, Subject = subject ?? result.Presentation.Subject,
        },
        Verdict = result.Verdict,
        VerdictSource = result.VerdictSource,
        Threshold = result.Threshold,
        Score = score ?? result.Score,
    };
}
