using ConsoleSnippets;
using LivenessSdk;
using LivenessSdk.Simulator;

// One file per vendor, and one for error handling. Each runs against the simulator; the comments say what the real vendor requires.
(string Name, Func<LivenessSimulator, LivenessImage, Task> Run)[] snippets =
[
    ("argos", ArgosSnippet.RunAsync),
    ("dojah", DojahSnippet.RunAsync),
    ("progeny", ProgenySnippet.RunAsync),
    ("riset", RisetSnippet.RunAsync),
    ("verihubs", VerihubsSnippet.RunAsync),
    ("errors", ErrorsSnippet.RunAsync),
];

await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
LivenessImage photo = await LivenessImage.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "selfie.jpg"));
Console.WriteLine("Simulated: the vendors run on a local server, and their verdicts are scripted.");
foreach ((string name, Func<LivenessSimulator, LivenessImage, Task> run) in snippets.Where(snippet => args is [] || args.Contains(snippet.Name)))
{
    Console.WriteLine($"== {name}");
    await run(simulator, photo);
}
