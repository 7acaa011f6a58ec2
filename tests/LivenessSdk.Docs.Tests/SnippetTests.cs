using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Docs.Tests;

/// <summary>Compiles every C# snippet from its page, and runs those with statements against the simulator.</summary>
/// <remarks>Compiled only: snippets that declare types and nothing else, and those that begin with "// before".</remarks>
public sealed class SnippetTests
{
    public static TheoryData<string> PagesWithCSharp =>
        new(Page.All().Where(page => page.Snippets.Any(snippet => snippet.IsCSharp)).Select(page => page.Path));

    public static TheoryData<string> Runnable =>
        new(Page.All().SelectMany(page => PageCompiler.FindRunnable(CSharpOf(page))).Select(snippet => snippet.Place));

    public static TheoryData<string> Settings =>
        new(Page.All().SelectMany(page => page.Snippets).Where(snippet => snippet.IsSettings).Select(snippet => snippet.Place));

    [Theory]
    [MemberData(nameof(PagesWithCSharp))]
    public void Snippets_compile_without_a_warning(string path) =>
        PageCompiler.FindFaults(CSharpOf(Page.Read(path))).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Runnable))]
    public async Task Snippet_runs_and_prints_what_it_says(string place)
    {
        Snippet snippet = Find(place);
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using Surroundings surroundings = PageCompiler.Load(CSharpOf(Page.Read(snippet.Page)), snippet);
        using StringWriter output = new();
        TextWriter console = Console.Out;
        Console.SetOut(output);
        try
        {
            await surroundings.RunAsync(simulator);
        }
        finally
        {
            Console.SetOut(console);
        }

        output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Should().Equal(snippet.PromisedOutput);
        if (surroundings.Application is null)
        {
            await Registrations_answer(surroundings.Services, simulator);
        }
    }

    [Theory]
    [InlineData(nameof(Scenario.Live), HttpStatusCode.OK, "\"welcome\"")]
    [InlineData(nameof(Scenario.Attack), HttpStatusCode.Forbidden, "")]
    [InlineData(nameof(Scenario.NoFace), HttpStatusCode.BadRequest, "[\"FaceNotAnalyzed\"]")]
    public async Task The_endpoint_of_getting_started_tells_the_three_verdicts_apart(string scenario, HttpStatusCode status, string body)
    {
        List<Snippet> snippets = CSharpOf(Page.Read("docs/getting-started.md"));
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using Surroundings surroundings = PageCompiler.Load(snippets, snippets.Single(snippet => snippet.Code.Contains("/selfie", StringComparison.Ordinal)));
        await surroundings.RunAsync(simulator);
        await surroundings.Application!.StartAsync();
        simulator.Always(Scenario.All.Single(known => known.Name == scenario));

        using HttpClient browser = new();
        using MultipartFormDataContent form = new() { { new ReadOnlyMemoryContent(SamplePhoto.Bytes), "selfie", "selfie.jpg" } };
        using HttpResponseMessage response = await browser.PostAsync($"{surroundings.Application.Urls.Single()}/selfie", form);

        response.StatusCode.Should().Be(status);
        (await response.Content.ReadAsStringAsync()).Should().Be(body);
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Settings_are_accepted(string place)
    {
        using MemoryStream json = new(System.Text.Encoding.UTF8.GetBytes(Find(place).Code.Replace("…", "secret", StringComparison.Ordinal)));
        IConfigurationSection settings = new ConfigurationBuilder().AddJsonStream(json).Build().GetSection("Liveness");

        using LivenessClient client = LivenessClient.Create(settings);

        client.Names.Should().BeEquivalentTo(
            settings.GetSection("Providers").GetChildren().Concat(settings.GetSection("Compositions").GetChildren()).Select(named => named.Key));
    }

    [Fact]
    public void A_snippet_with_a_mistake_is_found_at_its_line()
    {
        Snippet[] snippets = [new("page.md", 7, "csharp", "LivenessResult result = await client.CheckAsync(photo);\nresult.IsAlive.ToString();")];

        PageCompiler.FindFaults(snippets).Should().ContainSingle().Which.Should().StartWith("page.md:8 CS1061 ");
    }

    /// <summary>Makes a check by every client that the snippet has registered, if it has.</summary>
    private static async Task Registrations_answer(IServiceCollection services, LivenessSimulator simulator)
    {
        SimulatedClients.LeadTo(services, simulator);
        await using ServiceProvider provider = services.BuildServiceProvider();
        if (provider.GetService<ILivenessClientFactory>() is not { } factory)
        {
            return;
        }

        factory.Names.Should().NotBeEmpty();
        foreach (string name in factory.Names)
        {
            (await factory.GetClient(name).CheckAsync(SamplePhoto.ToImage())).IsLive.Should().BeTrue("{0} asks the simulator", name);
        }
    }

    private static List<Snippet> CSharpOf(Page page) => [.. page.Snippets.Where(snippet => snippet.IsCSharp)];

    private static Snippet Find(string place) =>
        Page.Read(place[..place.LastIndexOf(':')]).Snippets.Single(snippet => snippet.Place == place);
}
