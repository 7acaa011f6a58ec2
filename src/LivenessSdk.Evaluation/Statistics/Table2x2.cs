namespace LivenessSdk.Evaluation;

/// <summary>Represents the joint errors of two systems on the same presentations.</summary>
public readonly record struct Table2x2
{
    /// <summary>Initializes a new instance of the <see cref="Table2x2"/> struct.</summary>
    /// <param name="both">The number of presentations on which both systems erred.</param>
    /// <param name="onlyFirst">The number of presentations on which only the first system erred.</param>
    /// <param name="onlySecond">The number of presentations on which only the second system erred.</param>
    /// <param name="neither">The number of presentations on which neither system erred.</param>
    public Table2x2(int both, int onlyFirst, int onlySecond, int neither)
    {
        Both = both;
        OnlyFirst = onlyFirst;
        OnlySecond = onlySecond;
        Neither = neither;
    }

    /// <summary>Gets the number of presentations on which both systems erred.</summary>
    public int Both { get; init; }

    /// <summary>Gets the number of presentations on which only the first system erred.</summary>
    public int OnlyFirst { get; init; }

    /// <summary>Gets the number of presentations on which only the second system erred.</summary>
    public int OnlySecond { get; init; }

    /// <summary>Gets the number of presentations on which neither system erred.</summary>
    public int Neither { get; init; }

    /// <summary>Gets the number of presentations.</summary>
    public int Count => Both + OnlyFirst + OnlySecond + Neither;
}
