namespace LivenessSdk.Evaluation.Tests;

/// <summary>Makes raw results at random: several systems, species and groups, photos without response, failures, ties of scores.</summary>
internal static class RandomResults
{
    public static List<PresentationResult> Create(Random random)
    {
        string[] species = [.. new[] { "print", "screen", "mask" }.Take(random.Next(1, 4))];
        string[] systems = [.. new[] { "a", "b", "c" }.Take(random.Next(1, 4))];
        int subjects = random.Next(2, 60);
        Presentation[] photos = [.. Enumerable.Range(0, random.Next(2, 160)).Select(i => CreatePhoto(i, random, species, subjects))];
        return [.. systems.SelectMany(system =>
        {
            bool hasScore = random.Next(4) > 0;
            bool decidesByThreshold = random.Next(2) == 0;
            int digits = random.Next(1, 6);
            double quality = random.NextDouble();
            return photos.Where(_ => random.Next(20) > 0).Select(photo => Check(system, photo, random, hasScore, decidesByThreshold, digits, quality));
        })];
    }

    private static Presentation CreatePhoto(int i, Random random, string[] species, int subjects)
    {
        bool isAttack = random.Next(2) == 0;
        return new Presentation
        {
            File = $"{i}.jpg",
            Label = isAttack ? PresentationLabel.Attack : PresentationLabel.BonaFide,
            Species = isAttack ? species[random.Next(species.Length)] : null,
            Subject = $"s{random.Next(subjects)}",
            Group = random.Next(3) == 0 ? null : $"g{random.Next(2)}",
        };
    }

    private static PresentationResult Check(
        string system, Presentation photo, Random random, bool hasScore, bool decidesByThreshold, int digits, double quality)
    {
        double score = Math.Round(photo.Label == PresentationLabel.Attack == (random.NextDouble() < quality) ? random.NextDouble() * 0.6 : 1 - (random.NextDouble() * 0.6), digits);
        LivenessVerdict? verdict = random.Next(12) switch
        {
            0 => null,
            1 => LivenessVerdict.Inconclusive,
            _ => score >= 0.5 ? LivenessVerdict.Live : LivenessVerdict.NotLive,
        };
        bool isPriced = random.Next(3) > 0;
        return new PresentationResult
        {
            System = system,
            Presentation = photo,
            Verdict = verdict,
            VerdictSource = decidesByThreshold ? VerdictSource.Threshold : VerdictSource.Vendor,
            Threshold = decidesByThreshold ? 0.5 : null,
            Score = hasScore && verdict is not null ? score : null,
            Error = verdict is null ? "Unavailable" : null,
            Duration = TimeSpan.FromMilliseconds(random.Next(100, 5000)),
            Cost = isPriced ? random.Next(1, 9) / 100m : null,
            Currency = isPriced ? (random.Next(4) == 0 ? "EUR" : "USD") : null,
        };
    }
}
