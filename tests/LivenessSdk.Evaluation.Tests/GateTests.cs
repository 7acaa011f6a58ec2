namespace LivenessSdk.Evaluation.Tests;

public sealed class GateTests
{
    // Among 40 prints 1 is accepted (2.5 %, at most 11.3 %), among 10 masks none (at most 25.9 %).
    private static readonly SystemEvaluation s_system = Set.Evaluate(Set.Attacks("print", 40, 1), Set.Attacks("mask", 10, 0), Set.People(100, 4));

    [Theory]
    [InlineData("apcer.max.upper > 0.2", GateStatus.Failed, "mask")]
    [InlineData("apcer.max.upper > 0.3", GateStatus.Passed, "mask")]
    [InlineData("apcer.max > 20 %", GateStatus.Failed, "mask")]
    [InlineData("apcer > 0.2", GateStatus.Failed, "mask")]
    [InlineData("apcer.max.point >= 0.025", GateStatus.Failed, "print")]
    [InlineData("apcer.max.point > 0.025", GateStatus.Passed, "print")]
    [InlineData("apcer.print > 0.2", GateStatus.Passed, "print")]
    [InlineData("apcer.'print'.upper > 0.1", GateStatus.Failed, "print")]
    [InlineData("apcer.mask.point > 0", GateStatus.Passed, "mask")]
    [InlineData("apcer.max.lower > 0", GateStatus.Failed, "print")]
    [InlineData("bpcer.point > 0.03", GateStatus.Failed, null)]
    [InlineData("BPCER.lower>0.03", GateStatus.Passed, null)]
    [InlineData("bpcer.point < 0.05", GateStatus.Failed, null)]
    [InlineData("bpcer.point <= 0.03", GateStatus.Passed, null)]
    [InlineData("rejected_persons.point > .03", GateStatus.Failed, null)]
    [InlineData("accepted_attacks.point > 0.02", GateStatus.Passed, null)]
    [InlineData("apnrr.point > 0", GateStatus.Passed, null)]
    [InlineData("bpnrr.upper > 0.02", GateStatus.Failed, null)]
    [InlineData("not_evaluated.point > 0", GateStatus.Passed, null)]
    public void Expression_decides_and_names_the_species(string expression, GateStatus status, string? species)
    {
        GateResult result = GateExpression.Parse(expression).Decide(s_system);

        result.Status.Should().Be(status);
        result.Species.Should().Be(species);
        result.Expression.Should().Be(expression);
    }

    [Fact]
    public void The_largest_upper_bound_counts_and_not_the_bound_of_the_largest_rate()
    {
        GateResult result = GateExpression.Parse("apcer.max.upper > 0").Decide(s_system);

        result.Value.Should().BeApproximately(ClopperPearson.UpperBound(0, 10), 1e-12);
        s_system.WorstSpecies!.Species.Should().Be("print");
    }

    [Theory]
    [InlineData("apcer.max.upper")]
    [InlineData("apcer.max.upper > five")]
    [InlineData("apcer.max.upper == 0.05")]
    [InlineData("eer > 0.05")]
    [InlineData("bpcer.print > 0.05")]
    [InlineData("apcer.max.uper.upper > 0.05")]
    [InlineData("bpcer.uper > 0.05")]
    [InlineData("bpcer > -0.05")]
    [InlineData("")]
    public void What_is_no_expression_is_rejected(string text) =>
        FluentActions.Invoking(() => GateExpression.Parse(text)).Should().Throw<FormatException>().WithMessage("*apcer.max.upper > 0.05*");

    [Theory]
    [InlineData(2, GateStatus.Passed)]
    [InlineData(3, GateStatus.Undecided)]
    public void More_than_two_percent_not_evaluated_is_refused(int failed, GateStatus status)
    {
        SystemEvaluation system = Set.Evaluate(Set.Attacks("print", 50, 0), Set.People(50, 0, failed));

        GateResult result = GateExpression.Parse("bpcer > 0.5").Decide(system);
        result.Status.Should().Be(status);
        (result.Reason is null).Should().Be(status == GateStatus.Passed);
    }

    [Fact]
    public void Figure_without_data_is_refused()
    {
        SystemEvaluation system = Set.Evaluate(Set.People(50, 0));
        GateExpression.Parse("apcer.max > 0.05").Decide(system).Status.Should().Be(GateStatus.Undecided);

        GateResult unknown = GateExpression.Parse("apcer.prnt > 0.05").Decide(s_system);
        unknown.Status.Should().Be(GateStatus.Undecided);
        unknown.Reason.Should().Be("The figure does not exist. Species with responses: mask, print.");
    }
}
