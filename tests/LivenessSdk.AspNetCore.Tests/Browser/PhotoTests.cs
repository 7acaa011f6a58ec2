using System.Text.Json;
using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace LivenessSdk.AspNetCore.Tests.Browser;

/// <summary>The face detector finds the faces of photos in the size that it is made for, and takes nothing else for one.</summary>
[Collection(BrowserCollection.Figures)]
public sealed class PhotoTests(Chromium chromium)
{
    private const string Analyze = """
        async (photos) => {
          const { findHint } = await import("/liveness/guidance.js");
          const policy = trustedTypes.createPolicy("liveness-camera", { createScriptURL: (address) => address });
          const worker = new Worker(policy.createScriptURL("/liveness/face-worker.js"), { type: "module" });
          const next = () => new Promise((resolve) => worker.addEventListener("message", ({ data }) => resolve(data), { once: true }));
          await next();
          const results = [];
          for (const photo of photos) {
            const image = await createImageBitmap(await (await fetch(`/photos/${photo}`)).blob());
            const height = Math.min(480, image.height);
            const frame = await createImageBitmap(image, { resizeWidth: Math.round(image.width * height / image.height), resizeHeight: height });
            worker.postMessage({ id: 1, frame }, [frame]);
            const analysis = await next();
            results.push({ photo, hint: findHint(analysis, "Front"), faces: analysis.faces.map(({ score, box }) => ({ score, ...box })) });
          }
          return JSON.stringify(results);
        }
        """;

    // The photos of the shared folder with a face above 15 % of their height, and its center; and those without any face.
    private static readonly (string Photo, double X, double Y)[] s_faces =
    [
        ("face_astronaut_512.png", 0.44, 0.25), ("face_astronaut_640x480.jpg", 0.44, 0.33), ("face_astronaut_1080.jpg", 0.44, 0.25), ("face_astronaut_12mp.jpg", 0.44, 0.33),
        ("face_man_640x480.jpg", 0.67, 0.27), ("face_man_1080p.jpg", 0.59, 0.25),
        ("face_woman_kodak04_512x768.jpg", 0.48, 0.51), ("face_woman_3mp.jpg", 0.48, 0.54), ("face_woman_3mp.png", 0.48, 0.54), ("face_woman_12mp_o6.jpg", 0.48, 0.51),
    ];

    private static readonly string[] s_others =
    [
        "noface_brick_texture.jpg", "noface_cat.jpg", "noface_coffee.jpg", "noface_kodak20.jpg", "noface_rocket.jpg", "noface_waterfall_3mp.jpg",
        "exif_portrait_1.jpg", "exif_portrait_2.jpg", "exif_portrait_3.jpg", "exif_portrait_4.jpg",
        "exif_portrait_5.jpg", "exif_portrait_6.jpg", "exif_portrait_7.jpg", "exif_portrait_8.jpg",
    ];

    [ChromiumFact(Explicit = true)]
    public async Task Faces_are_found_where_they_are_and_nothing_else_would_be_taken()
    {
        string folder = Path.Combine(Repository.Shared, "photos");
        Assert.SkipUnless(Directory.Exists(folder), "Needs the photos of the shared folder, which are not part of the repository.");

        JsonElement[] results = await AnalyzeAsync(folder, [.. s_faces.Select(face => face.Photo), .. s_others]);

        Dictionary<string, JsonElement> byPhoto = results.ToDictionary(result => result.GetProperty("photo").GetString()!);
        int found = s_faces.Count(face => IsAt(byPhoto[face.Photo], face.X, face.Y));
        TestContext.Current.TestOutputHelper?.WriteLine($"{found} of {s_faces.Length} faces found; photos without a face that would be taken: {s_others.Count(photo => HintOf(byPhoto[photo]) == "hold")} of {s_others.Length}");
        found.Should().BeGreaterThanOrEqualTo((int)Math.Ceiling(0.98 * s_faces.Length));
        s_others.Select(photo => HintOf(byPhoto[photo])).Should().AllBe("noFace");
    }

    [ChromiumFact(Explicit = true)]
    public async Task The_face_of_the_sample_photo_is_found()
    {
        string folder = Repository.PathOf("src", "LivenessSdk.Testing");

        JsonElement result = (await AnalyzeAsync(folder, ["astronaut_640x480.jpg"])).Single();

        IsAt(result, 0.44, 0.33).Should().BeTrue();
        result.GetProperty("faces")[0].GetProperty("score").GetDouble().Should().BeGreaterThan(0.9);
        HintOf(result).Should().Be("closer");
    }

    private static bool IsAt(JsonElement result, double x, double y)
    {
        JsonElement faces = result.GetProperty("faces");
        if (faces.GetArrayLength() != 1)
        {
            return false;
        }

        double CenterOf(string side, string size) => faces[0].GetProperty(side).GetDouble() + (faces[0].GetProperty(size).GetDouble() / 2);
        return Math.Abs(CenterOf("x", "width") - x) < 0.03 && Math.Abs(CenterOf("y", "height") - y) < 0.03;
    }

    private static string? HintOf(JsonElement result) => result.GetProperty("hint").GetString();

    private async Task<JsonElement[]> AnalyzeAsync(string folder, string[] photos)
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app =>
        {
            CheckPage.Map(app, "guidance=\"off\"");
            app.MapGet("/photos/{name}", (string name) => Results.File(Path.Combine(folder, Path.GetFileName(name))));
        });
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithoutCameraAsync(), server.Address);
        return JsonSerializer.Deserialize<JsonElement[]>(await page.Page.EvaluateAsync<string>(Analyze, photos))!;
    }
}
