using LivenessSdk;
using LivenessSdk.Evaluation;

namespace EvaluationSample;

/// <summary>Simulates an evaluation: 300 photos of 250 live people and 300 attacks with their faces, checked by five vendors and by two of them together.</summary>
internal static class SimulatedSet
{
    private const int Subjects = 250;
    private const int PhotosOfAKind = 300;

    private static readonly string[] s_species = ["mask", "print", "screen"];
    private static readonly string[] s_groups = ["18–29", "30–44", "45–59", "60 and over"];

    public static IReadOnlyList<SimulatedVendor> Vendors { get; } =
    [
        new()
        {
            Name = "argos", Bpcer = 0.06, Apcer = Rates(0.09, 0.03, 0.05), DecidesByThreshold = true, TypicalMilliseconds = 420, Price = 0.06m,
        },
        new() { Name = "dojah", Bpcer = 0.09, Apcer = Rates(0.22, 0.06, 0.12), NonResponse = 0.03, TypicalMilliseconds = 900, Price = 0.03m },
        new() { Name = "progeny", Bpcer = 0.04, Apcer = Rates(0.14, 0.05, 0.10), TypicalMilliseconds = 2100, Price = 0.05m },
        new() { Name = "riset", Bpcer = 0.12, Apcer = Rates(0.30, 0.10, 0.18), HasScore = false, NonResponse = 0.05, TypicalMilliseconds = 1300, Price = 0.02m },
        new() { Name = "verihubs", Bpcer = 0.07, Apcer = Rates(0.10, 0.04, 0.07), TypicalMilliseconds = 650, Price = 0.04m },
    ];

    public static IReadOnlyList<PresentationResult> Create(int seed)
    {
        Random random = new(seed);
        List<PresentationResult> results = [];
        foreach (Presentation photo in Photos())
        {
            double difficulty = NormalNumbers.Next(random);
            PresentationResult[] answers = [.. Vendors.Select(vendor => vendor.Check(photo, difficulty, random))];
            results.AddRange(answers);
            results.Add(Together(answers[0], answers[4]));
        }

        return results;
    }

    private static IEnumerable<Presentation> Photos()
    {
        for (int i = 0; i < PhotosOfAKind; i++)
        {
            yield return new Presentation
            {
                File = $"bona_fide/{i:000}.jpg", Label = PresentationLabel.BonaFide, Subject = Subject(i), Group = i % 30 == 29 ? "not stated" : s_groups[i % Subjects % 4],
            };
        }

        for (int i = 0; i < PhotosOfAKind; i++)
        {
            string species = s_species[i % 3];
            yield return new Presentation { File = $"attack/{species}/{i:000}.jpg", Label = PresentationLabel.Attack, Species = species, Subject = Subject(i) };
        }
    }

    private static string Subject(int i) => $"person-{i % Subjects:000}";

    /// <summary>Combines two answers like a consensus of two: live only if both are live.</summary>
    private static PresentationResult Together(PresentationResult first, PresentationResult second) => new()
    {
        System = $"{first.System} + {second.System}",
        Presentation = first.Presentation,
        Verdict = (first.Verdict, second.Verdict) switch
        {
            (null, _) or (_, null) => null,
            (LivenessVerdict.NotLive, _) or (_, LivenessVerdict.NotLive) => LivenessVerdict.NotLive,
            (LivenessVerdict.Live, LivenessVerdict.Live) => LivenessVerdict.Live,
            _ => LivenessVerdict.Inconclusive,
        },
        VerdictSource = VerdictSource.Vendor,
        Error = first.Error ?? second.Error,
        Duration = first.Duration > second.Duration ? first.Duration : second.Duration,
        Cost = (first.Cost ?? 0) + (second.Cost ?? 0),
        Currency = "USD",
    };

    private static Dictionary<string, double> Rates(double mask, double print, double screen) =>
        new() { ["mask"] = mask, ["print"] = print, ["screen"] = screen };
}
