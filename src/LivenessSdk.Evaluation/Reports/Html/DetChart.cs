using System.Globalization;
using MathNet.Numerics.Distributions;

namespace LivenessSdk.Evaluation;

/// <summary>Draws a DET curve on axes of normal deviates.</summary>
internal sealed class DetChart
{
    private const double Left = 46;
    private const double Top = 14;
    private const double Side = 320;
    private const double First = 0.005;
    private const double Last = 0.90;

    private static readonly double[] s_ticks = [0.01, 0.05, 0.10, 0.20, 0.40, 0.60, 0.80];

    private readonly ScoreAnalysis _scores;

    public DetChart(ScoreAnalysis scores)
    {
        _scores = scores;
    }

    /// <param name="name">The name of the system.</param>
    /// <param name="inForce">The point at which the system worked, or null if it is not known.</param>
    public Markup Draw(string name, DetPoint? inForce) => Markup.Of(
        $"""
        <svg class="det" viewBox="0 0 380 380" role="img" aria-label="DET curve of {name}: equal error rate {Figures.Percent(_scores.EqualErrorRate.Point)}">
        {s_ticks.Select(Tick)}
        <line class="equal" x1="{X(First)}" y1="{Y(First)}" x2="{X(Last)}" y2="{Y(Last)}"/>
        {Band()}
        <path class="curve" d="{Curve()}"/>
        <circle class="eer" cx="{X(_scores.EqualErrorRate.Point)}" cy="{Y(_scores.EqualErrorRate.Point)}" r="4.5"/>
        {(inForce is { } point ? Markup.Of($"<path class=\"inforce\" d=\"M{X(point.Apcer)} {Y(point.Bpcer)}m-6 -6l12 12m0 -12l-12 12\"/>") : Markup.Empty)}
        <text class="title" x="{Left + (Side / 2):0}" y="374" text-anchor="middle">attacks accepted (APCER)</text>
        <text class="title" transform="translate(11 {Top + (Side / 2):0}) rotate(-90)" text-anchor="middle">people rejected (BPCER)</text>
        </svg>
        """);

    private static Markup Tick(double rate) => Markup.Of(
        $"""
        <line class="grid" x1="{X(rate)}" x2="{X(rate)}" y1="{Top}" y2="{Top + Side}"/><line class="grid" x1="{Left}" x2="{Left + Side}" y1="{Y(rate)}" y2="{Y(rate)}"/>
        <text x="{X(rate)}" y="{Top + Side + 16}" text-anchor="middle">{rate * 100:0}</text><text x="{Left - 6}" y="{Number(Vertical(rate) + 4)}" text-anchor="end">{rate * 100:0}</text>
        """);

    /// <summary>Draws the pointwise band where there is one, as one area for each unbroken stretch.</summary>
    private IEnumerable<Markup> Band()
    {
        List<(double Apcer, ConfidenceInterval Band)> stretch = [];
        foreach (ScoreEstimateAtApcer estimate in _scores.Band)
        {
            if (estimate.Bpcer.Band is { } band)
            {
                stretch.Add((estimate.MaximumApcer, band));
            }
            else if (stretch.Count > 0)
            {
                yield return Area(stretch);
                stretch = [];
            }
        }

        if (stretch.Count > 0)
        {
            yield return Area(stretch);
        }
    }

    private static Markup Area(List<(double Apcer, ConfidenceInterval Band)> stretch)
    {
        IEnumerable<string> upper = stretch.Select(point => $"{X(point.Apcer)} {Y(point.Band.Upper)}");
        IEnumerable<string> lower = stretch.AsEnumerable().Reverse().Select(point => $"{X(point.Apcer)} {Y(point.Band.Lower)}");
        return Markup.Of($"<path class=\"band\" d=\"M{string.Join('L', upper.Concat(lower))}Z\"/>");
    }

    /// <summary>Draws the curve as steps, since between two thresholds only one of the rates changes at a time.</summary>
    private string Curve()
    {
        List<string> path = [];
        foreach (DetPoint point in _scores.Curve.Points)
        {
            path.Add(path.Count == 0 ? $"M{X(point.Apcer)} {Y(point.Bpcer)}" : $"H{X(point.Apcer)}V{Y(point.Bpcer)}");
        }

        return string.Concat(path);
    }

    private static string X(double rate) => Number(Left + (Side * Share(rate)));

    private static string Y(double rate) => Number(Vertical(rate));

    private static double Vertical(double rate) => Top + (Side * (1 - Share(rate)));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Returns where a rate lies on an axis, from 0 to 1. The axes end short of 0 and 1, where normal deviates are infinite.</summary>
    private static double Share(double rate)
    {
        double first = Normal.InvCDF(0, 1, First);
        double last = Normal.InvCDF(0, 1, Last);
        return (Normal.InvCDF(0, 1, Math.Clamp(rate, First, Last)) - first) / (last - first);
    }
}
