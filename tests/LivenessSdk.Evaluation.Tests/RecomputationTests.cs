namespace LivenessSdk.Evaluation.Tests;

/// <summary>Recomputes every figure of random evaluations from their raw results.</summary>
public sealed class RecomputationTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Every_figure_follows_from_the_raw_results()
    {
        for (int seed = 1; seed <= 60; seed++)
        {
            List<PresentationResult> results = RandomResults.Create(new Random(seed));
            EvaluationSummary summary = Evaluator.Evaluate(results, new EvaluationOptions { Resamples = 100, ThresholdCriterion = new ThresholdCriterion(0.5) });

            summary.Systems.Select(system => system.System).Should().Equal(results.Select(result => result.System).Distinct(), $"seed {seed}");
            foreach (SystemEvaluation system in summary.Systems)
            {
                CheckSystem(system, [.. results.Where(result => result.System == system.System)], $"seed {seed}, {system.System}");
            }

            foreach (SystemComparison pair in summary.Comparisons)
            {
                CheckPair(pair, results, $"seed {seed}, {pair.First} and {pair.Second}");
            }

            CheckDisagreements(summary, results, $"seed {seed}");
        }
    }

    private static void CheckSystem(SystemEvaluation system, PresentationResult[] all, string because)
    {
        PresentationResult[] evaluated = [.. all.Where(result => result.Verdict is not null)];
        PresentationResult[] people = [.. evaluated.Where(result => result.Presentation.Label == PresentationLabel.BonaFide)];
        PresentationResult[] attacks = [.. evaluated.Where(result => result.Presentation.Label == PresentationLabel.Attack)];
        CheckRate(system.NotEvaluated, all, result => result.Verdict is null, because);
        system.Errors.Values.Sum().Should().Be(all.Length - evaluated.Length, because);
        CheckRate(system.Bpcer, [.. people.Where(Responds)], result => result.Verdict == LivenessVerdict.NotLive, because);
        CheckRate(system.Bpnrr, people, result => result.Verdict == LivenessVerdict.Inconclusive, because);
        CheckRate(system.RejectedPersons, people, result => result.Verdict != LivenessVerdict.Live, because);
        CheckRate(system.Apnrr, attacks, result => result.Verdict == LivenessVerdict.Inconclusive, because);
        CheckRate(system.AcceptedAttacks, attacks, result => result.Verdict == LivenessVerdict.Live, because);

        system.Species.Select(species => species.Species).Should().BeEquivalentTo(attacks.Select(result => result.Presentation.Species).Distinct(), because);
        foreach (SpeciesEvaluation species in system.Species)
        {
            PresentationResult[] own = [.. attacks.Where(result => result.Presentation.Species == species.Species)];
            CheckRate(species.Apcer, [.. own.Where(Responds)], result => result.Verdict == LivenessVerdict.Live, because);
            CheckRate(species.Apnrr, own, result => result.Verdict == LivenessVerdict.Inconclusive, because);
            CheckRate(species.AcceptedAttacks, own, result => result.Verdict == LivenessVerdict.Live, because);
        }

        system.WorstSpecies?.Apcer.Point.Should().Be(system.Species.Max(species => species.Apcer.Point), because);
        CheckScores(system.Scores, people, attacks, because);
        foreach (ScoreAnalysis scores in system.ScoresBySpecies)
        {
            CheckScores(scores, people, [.. attacks.Where(result => result.Presentation.Species == scores.Species)], because);
        }

        CheckGroups(system.Groups, [.. people.Where(Responds)], because);
        CheckLatency(system.Latency, evaluated, because);
        CheckCosts(system.Costs, all, because);
    }

    private static void CheckRate(Rate rate, PresentationResult[] of, Func<PresentationResult, bool> isError, string because)
    {
        int errors = of.Count(isError);
        rate.Count.Should().Be(of.Length, because);
        rate.Errors.Should().Be(errors, because);
        rate.Subjects.Should().Be(of.Select(result => result.Presentation.Subject).ToHashSet().Count, because);
        if (of.Length == 0)
        {
            rate.Point.Should().BeNull(because);
            rate.UpperBound.Should().BeNull(because);
            return;
        }

        rate.Point.Should().Be((double)errors / of.Length, because);
        rate.UpperBound.Should().BeApproximately(Oracle.Upper(errors, of.Length, 0.05), Tolerance, because);
        rate.LowerBound.Should().BeApproximately(Oracle.Lower(errors, of.Length, 0.05), Tolerance, because);
        rate.Interval!.Value.Upper.Should().BeApproximately(Oracle.Upper(errors, of.Length, 0.025), Tolerance, because);
        rate.Interval!.Value.Lower.Should().BeApproximately(Oracle.Lower(errors, of.Length, 0.025), Tolerance, because);
        rate.SubjectInterval.HasValue.Should().Be(
            rate.Subjects < of.Length && rate.Subjects > 1 && errors >= 5 && of.Length - errors >= 5, because);
    }

    private static void CheckScores(ScoreAnalysis? scores, PresentationResult[] people, PresentationResult[] attacks, string because)
    {
        double[] good = [.. people.Where(Responds).Select(result => result.Score).OfType<double>()];
        double[] bad = [.. attacks.Where(Responds).Select(result => result.Score).OfType<double>()];
        if (good.Length == 0 || bad.Length == 0)
        {
            scores.Should().BeNull(because);
            return;
        }

        scores!.BonaFideCount.Should().Be(good.Length, because);
        scores.AttackCount.Should().Be(bad.Length, because);
        scores.EqualErrorRate.Point.Should().BeApproximately(Oracle.EqualErrorRate(good, bad), Tolerance, because);
        scores.AtApcer.Select(at => at.MaximumApcer).Should().Equal([0.01, 0.05, 0.10], because);
        foreach (ScoreEstimateAtApcer at in scores.AtApcer.Concat(scores.Band))
        {
            at.Bpcer.Point.Should().BeApproximately(Oracle.BpcerAt(good, bad, at.MaximumApcer), Tolerance, because);
            at.Bpcer.Status.Should().Be(BandStatus.TooFewSubjects, because);
            at.Bpcer.Band.Should().BeNull(because);
        }
    }

    private static void CheckGroups(GroupComparison? groups, PresentationResult[] people, string because)
    {
        string[] names = [.. people.Select(result => result.Presentation.Group).OfType<string>().Distinct()];
        (groups is null).Should().Be(names.Length == 0, because);
        foreach (GroupEvaluation group in groups?.Groups ?? [])
        {
            PresentationResult[] own = [.. people.Where(result => result.Presentation.Group == group.Group)];
            CheckRate(group.Bpcer, own, result => result.Verdict == LivenessVerdict.NotLive, because);
            group.IsTooSmall.Should().Be(own.Length < 30, because);
        }

        double[] compared = [.. (groups?.Groups ?? []).Where(group => group.Bpcer.Count >= 30).Select(group => group.Bpcer.Point!.Value)];
        if (compared.Length >= 2 && compared.Min() > 0)
        {
            groups!.Ratio.Should().BeApproximately(compared.Max() / compared.Min(), Tolerance, because);
        }
        else
        {
            groups?.Ratio.Should().BeNull(because);
        }
    }

    private static void CheckLatency(LatencySummary? latency, PresentationResult[] evaluated, string because)
    {
        TimeSpan[] times = [.. evaluated.Select(result => result.Duration!.Value).Order()];
        (latency?.Count ?? 0).Should().Be(times.Length, because);
        foreach (LatencyPercentile percentile in latency?.Percentiles ?? [])
        {
            // The smallest time that is not exceeded by so many percent of the times.
            TimeSpan expected = times.First(time => times.Count(other => other <= time) * 100 >= percentile.Percentile * times.Length);
            percentile.Duration.Should().Be(expected, because);
            (percentile.Lower ?? TimeSpan.MinValue).Should().BeLessThanOrEqualTo(expected, because);
            (percentile.Upper ?? TimeSpan.MaxValue).Should().BeGreaterThanOrEqualTo(expected, because);
        }
    }

    private static void CheckCosts(IReadOnlyList<CostSummary> costs, PresentationResult[] all, string because)
    {
        costs.Select(cost => cost.Currency).Should().BeEquivalentTo(all.Select(result => result.Currency).OfType<string>().Distinct(), because);
        foreach (CostSummary cost in costs)
        {
            PresentationResult[] own = [.. all.Where(result => result.Currency == cost.Currency)];
            PresentationResult[] people = [.. own.Where(result => result.Presentation.Label == PresentationLabel.BonaFide)];
            int accepted = people.Count(result => result.Verdict == LivenessVerdict.Live);
            cost.Total.Should().Be(own.Sum(result => result.Cost!.Value), because);
            cost.PerCheck.Should().Be(cost.Total / own.Length, because);
            cost.PerAcceptedPerson.Should().Be(accepted == 0 ? null : people.Sum(result => result.Cost!.Value) / accepted, because);
        }
    }

    private static void CheckPair(SystemComparison pair, List<PresentationResult> results, string because)
    {
        Dictionary<string, PresentationResult> second = Evaluated(pair.Second).ToDictionary(result => result.Presentation.File);
        (PresentationResult First, PresentationResult Second)[] both =
            [.. Evaluated(pair.First).Where(result => second.ContainsKey(result.Presentation.File)).Select(result => (result, second[result.Presentation.File]))];
        pair.Count.Should().Be(both.Length, because);

        int[] cells = Cells(both);
        double n = both.Length;
        double agreement = (cells[0] + cells[3]) / n;
        double chance = ((cells[0] + cells[1]) / n * ((cells[0] + cells[2]) / n)) + ((cells[2] + cells[3]) / n * ((cells[1] + cells[3]) / n));
        pair.Agreement.Errors.Should().Be(cells[0] + cells[3], because);
        if (chance < 1 - 1e-12)
        {
            pair.Kappa.Should().BeApproximately((agreement - chance) / (1 - chance), Tolerance, because);
        }

        Table2x2[] strata = [.. both.Where(one => one.First.Presentation.Label == PresentationLabel.Attack).GroupBy(one => one.First.Presentation.Species)
            .Select(group => Cells([.. group])).Select(table => new Table2x2(table[0], table[1], table[2], table[3]))];
        pair.JointErrors.Select(joint => joint.Table).Should().BeEquivalentTo(strata, because);
        foreach (JointErrors joint in pair.JointErrors)
        {
            joint.Joint.Errors.Should().Be(joint.Table.Both, because);
            joint.IndependentRate.Should().BeApproximately(
                (joint.Table.Both + joint.Table.OnlyFirst) * (joint.Table.Both + joint.Table.OnlySecond) / Math.Pow(joint.Table.Count, 2), Tolerance, because);
        }

        pair.Independence.ExactPValue.Should().BeApproximately(Oracle.ExactMantelHaenszel([.. strata.Where(table => table.Count > 1)]), Tolerance, because);

        // An attack is classified correctly if it is not live, a person if it is.
        pair.Attacks.OnlyFirst.Should().Be(strata.Sum(table => table.OnlySecond), because);
        pair.Attacks.OnlySecond.Should().Be(strata.Sum(table => table.OnlyFirst), because);
        pair.Attacks.PValue.Should().BeApproximately(Oracle.McNemar(pair.Attacks.OnlyFirst, pair.Attacks.OnlySecond), Tolerance, because);
        int[] people = Cells([.. both.Where(one => one.First.Presentation.Label == PresentationLabel.BonaFide)]);
        pair.BonaFide.OnlyFirst.Should().Be(people[1], because);
        pair.BonaFide.OnlySecond.Should().Be(people[2], because);
        pair.BonaFide.PValue.Should().BeApproximately(Oracle.McNemar(people[1], people[2]), Tolerance, because);

        IEnumerable<PresentationResult> Evaluated(string system) => results.Where(result => result.System == system && result.Verdict is not null);
    }

    private static void CheckDisagreements(EvaluationSummary summary, List<PresentationResult> results, string because)
    {
        IEnumerable<string> expected = results.Where(result => result.Verdict is not null)
            .GroupBy(result => result.Presentation.File)
            .Where(photo => photo.Any(result => result.Verdict == LivenessVerdict.Live) && photo.Any(result => result.Verdict != LivenessVerdict.Live))
            .Select(photo => photo.Key);
        summary.Disagreements.Select(photo => photo.Presentation.File).Should().BeEquivalentTo(expected, because);
    }

    /// <summary>Counts what both, only the first, only the second, or neither took for live.</summary>
    private static int[] Cells((PresentationResult First, PresentationResult Second)[] pairs)
    {
        int[] cells = new int[4];
        foreach ((PresentationResult first, PresentationResult second) in pairs)
        {
            cells[(first.Verdict == LivenessVerdict.Live ? 0 : 2) + (second.Verdict == LivenessVerdict.Live ? 0 : 1)]++;
        }

        return cells;
    }

    private static bool Responds(PresentationResult result) => result.Verdict is LivenessVerdict.Live or LivenessVerdict.NotLive;
}
