namespace LivenessSdk.Evaluation;

/// <summary>Counts presentations and computes their rate with all of its bounds.</summary>
internal static class RateCounter
{
    /// <param name="results">The results that make up the denominator.</param>
    /// <param name="isError">Determines whether a result counts as an error.</param>
    /// <param name="options">The confidence and the bootstrap's settings.</param>
    public static Rate Count(IEnumerable<PresentationResult> results, Func<PresentationResult, bool> isError, EvaluationOptions options)
    {
        (int Errors, int Count)[] subjects =
        [
            .. results.GroupBy(result => result.Presentation.Subject)
                .OrderBy(subject => subject.Key, StringComparer.Ordinal)
                .Select(subject => (subject.Count(isError), subject.Count())),
        ];
        int errors = subjects.Sum(subject => subject.Errors);
        int count = subjects.Sum(subject => subject.Count);
        return new Rate
        {
            Errors = errors,
            Count = count,
            Subjects = subjects.Length,
            Confidence = options.Confidence,
            SubjectInterval = subjects.Length < count && Math.Min(errors, count - errors) >= SubjectBootstrap.FewestErrors && subjects.Length > 1
                ? Bootstrap(subjects, (double)errors / count, options)
                : null,
        };
    }

    /// <param name="errors">The results that count as errors, among <paramref name="results"/>.</param>
    /// <param name="results">The results that make up the denominator.</param>
    /// <param name="options">The confidence and the bootstrap's settings.</param>
    public static Rate Count(IEnumerable<PresentationResult> errors, IEnumerable<PresentationResult> results, EvaluationOptions options)
    {
        HashSet<PresentationResult> counted = [.. errors];
        return Count(results, counted.Contains, options);
    }

    private static ConfidenceInterval Bootstrap((int Errors, int Count)[] subjects, double rate, EvaluationOptions options)
    {
        BootstrapSample[] samples = new SubjectBootstrap(new int[subjects.Length], options).Resample(1, (weights, values) =>
        {
            long errors = 0;
            long count = 0;
            for (int i = 0; i < subjects.Length; i++)
            {
                errors += (long)weights[i] * subjects[i].Errors;
                count += (long)weights[i] * subjects[i].Count;
            }

            values[0] = (double)errors / count;
        });
        return BootstrapInterval.ForRate(rate, subjects.Sum(subject => subject.Count), samples[0], options.Confidence);
    }
}
