namespace LivenessSdk.Evaluation;

/// <summary>Represents how a statistic varies with the subjects.</summary>
/// <param name="Resamples">The statistic on every resample; NaN where there was none.</param>
/// <param name="Acceleration">How fast the statistic's spread changes with its value, estimated by leaving out one subject at a time.</param>
internal sealed record BootstrapSample(double[] Resamples, double Acceleration);
