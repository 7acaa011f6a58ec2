namespace LivenessSdk.Evaluation.Tests;

public sealed class ResultsTests
{
    [Fact]
    public void Results_from_elsewhere_need_four_columns_and_a_score()
    {
        IReadOnlyList<PresentationResult> results = Read("label,species,subject,verdict,score\nbona_fide,,p1,Live,0.93\nattack,print,p2,not_live,0.1\nattack,print,p3,,\n");

        results.Select(result => $"{result.System} {result.Presentation.File} {result.Verdict} {result.Score}").Should().Equal(
            "elsewhere line 2 Live 0.93", "elsewhere line 3 NotLive 0.1", "elsewhere line 4  ");
        EvaluationSummary summary = Evaluator.Evaluate(results);
        summary.Systems.Should().ContainSingle().Which.NotEvaluated.Errors.Should().Be(1);
    }

    [Theory]
    [InlineData("bona_fide,,p1,alive,0.5", "Line 2: the verdict 'alive' must be one of Inconclusive, Live, NotLive, or empty.")]
    [InlineData("bona_fide,,p1,1,0.5", "Line 2: the verdict '1' must be one of Inconclusive, Live, NotLive, or empty.")]
    [InlineData("bona_fide,,p1,Live,high", "Line 2: the score 'high' must be a number with a decimal point, or empty.")]
    [InlineData("bona_fide,,p1,Live,NaN", "Line 2: the score 'NaN' must be a number with a decimal point, or empty.")]
    [InlineData("bona_fide,,p1,Live,\"0,5\"", "Line 2: the score '0,5' must be a number with a decimal point, or empty.")]
    [InlineData("spoof,,p1,Live,0.5", "Line 2: the label 'spoof' must be bona_fide or attack.")]
    public void Problem_names_its_line(string row, string problem) =>
        FluentActions.Invoking(() => Read($"label,species,subject,verdict,score\n{row}\n")).Should().Throw<ManifestException>()
            .Which.Problems.Should().ContainSingle().Which.Should().Be(problem);

    [Fact]
    public void System_with_two_results_for_a_photo_is_rejected() =>
        FluentActions.Invoking(() => Read("system,file,label,subject,verdict\na,1.jpg,bona_fide,p1,Live\nb,1.jpg,bona_fide,p1,Live\na,1.jpg,bona_fide,p1,NotLive\n"))
            .Should().Throw<ManifestException>().Which.Problems.Should().Equal("Line 4: the system 'a' has a result for '1.jpg' on line 2, too.");

    [Fact]
    public void Results_are_read_as_they_were_written()
    {
        List<PresentationResult> results = RandomResults.Create(new Random(11));
        StringWriter text = new();
        EvaluationResults.Write(results, text);
        StringWriter again = new();
        EvaluationResults.Write(Read(text.ToString()), again);

        again.ToString().Should().Be(text.ToString());
        Read(text.ToString()).Select(result => (result.ToString(), result.Cost, result.Duration, result.VerdictSource == VerdictSource.Threshold))
            .Should().Equal(results.Select(result => (result.ToString(), result.Cost, result.Duration, result.VerdictSource == VerdictSource.Threshold)));
    }

    [Fact]
    public void Photo_with_two_labels_is_rejected()
    {
        IReadOnlyList<PresentationResult> results = Read("system,file,label,species,subject,verdict\na,1.jpg,bona_fide,,p1,Live\nb,1.jpg,attack,print,p1,Live\n");
        FluentActions.Invoking(() => Evaluator.Evaluate(results)).Should().Throw<ArgumentException>().WithMessage("'1.jpg' has another label*");
    }

    [Fact]
    public void Nothing_to_evaluate_is_rejected() =>
        FluentActions.Invoking(() => Evaluator.Evaluate([])).Should().Throw<ArgumentException>();

    private static IReadOnlyList<PresentationResult> Read(string text) => EvaluationResults.Read(new StringReader(text), "elsewhere.csv");
}
