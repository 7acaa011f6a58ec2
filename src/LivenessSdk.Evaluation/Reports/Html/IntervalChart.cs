using System.Globalization;

namespace LivenessSdk.Evaluation;

/// <summary>Draws rates as dots on a common scale, each with its two-sided interval as a line.</summary>
internal sealed class IntervalChart
{
    private static readonly double[] s_scales = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

    private readonly double _end;

    /// <param name="rates">All rates that share the scale.</param>
    public IntervalChart(IEnumerable<Rate> rates)
    {
        double largest = rates.Max(rate => rate.Interval?.Upper) ?? 0;
        _end = s_scales.FirstOrDefault(scale => scale >= largest, 1);
    }

    /// <summary>Gets the rate at which the scale ends.</summary>
    public double End => _end;

    /// <summary>Draws one rate.</summary>
    /// <param name="rate">The rate.</param>
    /// <param name="kind">The class that gives the color: attack or person.</param>
    public Markup Draw(Rate rate, string kind) => rate.Interval is not { } interval ? Markup.Of($"<span class=\"n\">no data</span>") : Markup.Of(
        $"""
        <svg class="interval {kind}" role="img" aria-label="{Figures.Percent(rate.Point)}, interval {Figures.Range(interval)}">
        {Ticks().Select(tick => Markup.Of($"<line class=\"grid\" x1=\"{At(tick)}\" x2=\"{At(tick)}\" y1=\"0\" y2=\"100%\"/>"))}
        <line class="range" x1="{At(interval.Lower)}" x2="{At(interval.Upper)}" y1="50%" y2="50%"/>
        <circle class="dot" cx="{At(rate.Point!.Value)}" cy="50%" r="4.5"/></svg>
        """);

    /// <summary>Draws the scale's numbers.</summary>
    public Markup DrawScale() => Markup.Of(
        $"""
        <svg class="scale" aria-hidden="true">{Ticks().Select((tick, i) => Markup.Of(
            $"<text x=\"{At(tick)}\" y=\"12\" text-anchor=\"{(i == 0 ? "start" : i == 4 ? "end" : "middle")}\">{(i % 2 == 0 ? $"{Figures.Scale(tick)}" : "")}</text>"))}</svg>
        """);

    /// <summary>Draws a group of rates, one row each.</summary>
    /// <param name="title">The title of the group.</param>
    /// <param name="rows">The rates and their names.</param>
    /// <param name="kind">The class that gives the color.</param>
    public Markup DrawGroup(string title, IEnumerable<(string Name, Rate Rate)> rows, string kind) => Markup.Of(
        $"""
        <div class="group"><h4>{title}</h4>{rows.Select(row => Markup.Of(
            $"<div class=\"row\"><span class=\"name\">{row.Name}</span>{Draw(row.Rate, kind)}<span class=\"value\">{Figures.Percent(row.Rate.Point)}</span></div>"))}
        <div class="row axis"><span class="name"></span>{DrawScale()}<span class="value"></span></div></div>
        """);

    private IEnumerable<double> Ticks() => Enumerable.Range(0, 5).Select(i => _end * i / 4);

    private string At(double value) => (1.5 + (97 * Math.Min(value, _end) / _end)).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
