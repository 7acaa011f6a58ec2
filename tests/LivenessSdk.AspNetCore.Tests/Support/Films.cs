namespace LivenessSdk.AspNetCore.Tests.Support;

/// <summary>Has a film for each fault that a hint tells.</summary>
internal static class Films
{
    public static Film Moving { get; } = Film.Good with { Moves = true };

    public static IReadOnlyDictionary<string, Film> ByHint { get; } = new Dictionary<string, Film>
    {
        ["noFace"] = Film.Good with { X = 3 },
        ["several"] = Film.Good with { Faces = 2, Height = 0.4 },
        ["closer"] = Film.Good with { Height = 0.28 },
        ["farther"] = Film.Good with { Height = 0.75 },
        // The camera sees the person's right on its left: who is there has to move to the left.
        ["left"] = Film.Good with { X = 0.33 },
        ["right"] = Film.Good with { X = 0.67 },
        ["up"] = Film.Good with { Y = 0.7 },
        ["down"] = Film.Good with { Y = 0.32 },
        ["dark"] = Film.Good with { Filter = "brightness(0.2)" },
        ["backlight"] = Film.Good with { Filter = "brightness(0.35)", Backlit = true },
        ["blurred"] = Film.Good with { Filter = "blur(12px)" },
        ["straight"] = Film.Good with { Turn = 0.55 },
    };
}
