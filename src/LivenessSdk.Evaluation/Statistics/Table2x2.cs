namespace LivenessSdk.Evaluation;

/// <summary>Represents how two systems erred on the same presentations.</summary>
/// <param name="Both">The number of presentations on which both systems erred.</param>
/// <param name="OnlyFirst">The number of presentations on which only the first system erred.</param>
/// <param name="OnlySecond">The number of presentations on which only the second system erred.</param>
/// <param name="Neither">The number of presentations on which neither system erred.</param>
public readonly record struct Table2x2(int Both, int OnlyFirst, int OnlySecond, int Neither)
{
    /// <summary>Gets the number of presentations.</summary>
    public int Count => Both + OnlyFirst + OnlySecond + Neither;
}
