using System.Globalization;

namespace LivenessSdk.Evaluation;

/// <summary>Formats figures.</summary>
internal static class Figures
{
    private const string Missing = "–";

    public static string Percent(double? share) => share is not { } value ? Missing : (value * 100) switch
    {
        0 => "0 %",
        < 10 => (value * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %",
        var percent => percent.ToString("0.0", CultureInfo.InvariantCulture) + " %",
    };

    public static string Scale(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    public static string Range(ConfidenceInterval? interval) =>
        interval is { } known ? $"{Percent(known.Lower).Replace(" %", "", StringComparison.Ordinal)}–{Percent(known.Upper)}" : Missing;

    public static string Number(double? value) =>
        value is not { } number ? Missing : double.IsPositiveInfinity(number) ? "∞" : number.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Numbers(ConfidenceInterval? interval) =>
        interval is { } known ? $"{Number(known.Lower)} to {Number(known.Upper)}" : Missing;

    public static string Probability(double? value) =>
        value is not { } number ? Missing : number < 0.001 ? "< 0.001" : number.ToString("0.000", CultureInfo.InvariantCulture);

    public static string Threshold(double value) => double.IsFinite(value) ? value.ToString("0.####", CultureInfo.InvariantCulture) : "none";

    public static string Time(TimeSpan? time) => time is not { } known ? Missing
        : known.TotalSeconds < 1 ? known.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms"
        : known.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s";

    public static string Money(decimal? amount, string currency) =>
        amount is { } known ? $"{known.ToString("#,0.00##", CultureInfo.InvariantCulture)} {currency}" : Missing;

    public static string Confidence(double confidence) => (confidence * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>Describes the number of presentations and people of a rate.</summary>
    public static Markup Base(Rate rate) => Markup.Of(
        $"<span class=\"n\">{rate.Errors} of {rate.Count}{(rate.HasRepeatedSubjects ? Markup.Of($" · {rate.Subjects} people") : Markup.Empty)}</span>");

    /// <summary>Shows a rate with its upper bound.</summary>
    public static Markup Headline(Rate rate) => rate.Count == 0
        ? Markup.Of($"<span class=\"n\">no data</span>")
        : Markup.Of($"<b>{Percent(rate.Point)}</b><span class=\"bound\">at most {Percent(rate.UpperBound)}</span>{Base(rate)}");

    /// <summary>Shows a rate in the cells of a table: rate, counts, one-sided bound, two-sided interval, interval by subjects.</summary>
    public static Markup Cells(Rate rate) => Markup.Of(
        $"""
        <td class="num"><b>{Percent(rate.Point)}</b></td><td class="num">{rate.Errors} of {rate.Count}</td>
        <td class="num">{rate.Subjects}</td><td class="num">{Percent(rate.UpperBound)}</td>
        <td class="num">{Range(rate.Interval)}</td><td class="num">{BySubjects(rate)}</td>
        """);

    /// <summary>Shows the heads of the columns that <see cref="Cells"/> fills.</summary>
    public static Markup Heads(double confidence) => Markup.Of(
        $"""
        <th class="num">Rate</th><th class="num">Errors of n</th><th class="num">People</th><th class="num">At most<small>one-sided {Confidence(confidence)}</small></th>
        <th class="num">Interval<small>two-sided {Confidence(confidence)}</small></th><th class="num">By people<small>two-sided {Confidence(confidence)}</small></th>
        """);

    public static string BySubjects(Rate rate) =>
        rate.SubjectInterval is { } interval ? Range(interval) : rate.HasRepeatedSubjects ? "too few" : "one photo each";

    public static string Estimate(ScoreEstimate estimate) => estimate.Status switch
    {
        BandStatus.Available => Range(estimate.Band),
        BandStatus.TooFewSubjects => "too few people",
        _ => "too few errors",
    };

    public static string Verdict(LivenessVerdict? verdict) => verdict switch
    {
        LivenessVerdict.Live => "live",
        LivenessVerdict.NotLive => "not live",
        LivenessVerdict.Inconclusive => "no response",
        _ => "not evaluated",
    };
}
