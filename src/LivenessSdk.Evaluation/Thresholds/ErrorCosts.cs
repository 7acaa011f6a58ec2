namespace LivenessSdk.Evaluation;

/// <summary>Represents the costs of errors, for choosing the threshold with the lowest expected cost.</summary>
public sealed class ErrorCosts
{
    /// <summary>Initializes a new instance of the <see cref="ErrorCosts"/> class.</summary>
    /// <param name="acceptedAttack">The cost of an accepted attack, above 0, in any unit.</param>
    /// <param name="rejectedPerson">The cost of a rejected live person, above 0, in the same unit.</param>
    /// <param name="attackShare">The share of attacks among all presentations in use, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cost is not a finite number above 0, or the share is not between 0 and 1.</exception>
    public ErrorCosts(double acceptedAttack, double rejectedPerson, double attackShare)
    {
        AcceptedAttack = Positive(acceptedAttack, nameof(acceptedAttack));
        RejectedPerson = Positive(rejectedPerson, nameof(rejectedPerson));
        AttackShare = attackShare > 0 && attackShare < 1
            ? attackShare
            : throw new ArgumentOutOfRangeException(nameof(attackShare), attackShare, "The share must be above 0 and below 1.");
    }

    /// <summary>Gets the cost of an accepted attack.</summary>
    public double AcceptedAttack { get; }

    /// <summary>Gets the cost of a rejected live person.</summary>
    public double RejectedPerson { get; }

    /// <summary>Gets the share of attacks among all presentations in use.</summary>
    public double AttackShare { get; }

    /// <summary>Computes the expected cost of a presentation.</summary>
    /// <param name="apcer">The APCER.</param>
    /// <param name="bpcer">The BPCER.</param>
    /// <returns>The cost in the unit of the costs.</returns>
    public double Expected(double apcer, double bpcer) =>
        (AttackShare * AcceptedAttack * apcer) + ((1 - AttackShare) * RejectedPerson * bpcer);

    private static double Positive(double cost, string name) =>
        double.IsFinite(cost) && cost > 0 ? cost : throw new ArgumentOutOfRangeException(name, cost, "The cost must be above 0.");
}
