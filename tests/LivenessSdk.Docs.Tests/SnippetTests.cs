using System.Net;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Docs.Tests;

/// <summary>Compiles every C# snippet as printed, in a fresh project of the kind that its page names, and runs the programs against the simulator.</summary>
/// <remarks>Compiled only: files that declare types and nothing else, and snippets that begin with "// before".</remarks>
public sealed class SnippetTests
{
    private static readonly PageFile[] s_files = [.. Page.All().SelectMany(PageFile.FindAll)];

    public static TheoryData<string> Files => new(s_files.Select(file => file.Place));

    public static TheoryData<string> Programs =>
        new(s_files.Where(file => file.HasStatements && !file.Parts[0].ShowsMistake).Select(file => file.Place));

    public static TheoryData<string> Tests => new(s_files.Where(file => file.Parts[0].Code.Contains("[Fact]", StringComparison.Ordinal)).Select(file => file.Place));

    public static TheoryData<string> Settings =>
        new(Page.All().SelectMany(page => page.Snippets).Where(snippet => snippet.IsSettings).Select(snippet => snippet.Place));

    [Theory]
    [MemberData(nameof(Files))]
    public void Code_compiles_as_printed_in_a_fresh_project(string place) => PageCompiler.FindProblems(Find(place)).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Program_runs_and_prints_what_it_says(string place)
    {
        PageFile file = Find(place);
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using Surroundings program = PageCompiler.Load(file);
        using StringWriter output = new();
        TextWriter console = Console.Out;
        Console.SetOut(output);
        try
        {
            await program.RunAsync(simulator);
        }
        finally
        {
            Console.SetOut(console);
        }

        output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Should().Equal(file.PromisedOutput);
        if (program.Builder is { } builder)
        {
            await Registrations_answer(builder.Services, simulator);
        }
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public async Task Test_on_a_page_passes(string place)
    {
        await using Surroundings program = PageCompiler.Load(Find(place));

        foreach (MethodInfo test in program.GetType().Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FactAttribute))))
        {
            await (Task)test.Invoke(Activator.CreateInstance(test.DeclaringType!), [])!;
        }
    }

    [Theory]
    [InlineData(nameof(Scenario.Live), HttpStatusCode.OK, "\"welcome\"")]
    [InlineData(nameof(Scenario.Attack), HttpStatusCode.Forbidden, "\"not verified\"")]
    [InlineData(nameof(Scenario.NoFace), HttpStatusCode.BadRequest, "[\"FaceNotAnalyzed\"]")]
    public async Task The_endpoint_of_getting_started_tells_the_three_verdicts_apart(string scenario, HttpStatusCode status, string body)
    {
        (HttpStatusCode answered, string text) = await PostSelfieAsync(SamplePhoto.Bytes.ToArray(), simulator => simulator.Always(Scenario.All.Single(known => known.Name == scenario)));

        answered.Should().Be(status);
        text.Should().Be(body);
    }

    [Theory]
    [InlineData("This is no photo.", nameof(Scenario.Live), HttpStatusCode.BadRequest, "could not be read")]
    [InlineData("", nameof(Scenario.Live), HttpStatusCode.BadRequest, "could not be read")]
    [InlineData(null, nameof(Scenario.ServerError), HttpStatusCode.ServiceUnavailable, "try again later")]
    [InlineData(null, nameof(Scenario.Unauthorized), HttpStatusCode.InternalServerError, "cannot check")]
    public async Task The_endpoint_of_getting_started_answers_a_failure_with_problem_details(string? photo, string scenario, HttpStatusCode status, string title)
    {
        byte[] bytes = photo is null ? SamplePhoto.Bytes.ToArray() : System.Text.Encoding.UTF8.GetBytes(photo);

        (HttpStatusCode answered, string text) = await PostSelfieAsync(bytes, simulator => simulator.Always(Scenario.All.Single(known => known.Name == scenario)));

        answered.Should().Be(status);
        using JsonDocument problem = JsonDocument.Parse(text);
        problem.RootElement.GetProperty("status").GetInt32().Should().Be((int)status);
        problem.RootElement.GetProperty("title").GetString().Should().Contain(title);
        text.Should().NotContain("argos", "a stranger need not know the vendor");
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Settings_are_accepted(string place)
    {
        string settingsOfReader = FindSettings(place).Code
            .Replace("…", "secret", StringComparison.Ordinal)
            .Replace("base64 of at least 32 random bytes", Convert.ToBase64String(new byte[32]), StringComparison.Ordinal);
        using MemoryStream json = new(System.Text.Encoding.UTF8.GetBytes(settingsOfReader));
        IConfigurationSection settings = new ConfigurationBuilder().AddJsonStream(json).Build().GetSection("Liveness");

        using LivenessClient client = LivenessClient.Create(settings);

        client.Names.Should().BeEquivalentTo(
            settings.GetSection("Providers").GetChildren().Concat(settings.GetSection("Compositions").GetChildren()).Select(named => named.Key));
    }

    [Theory]
    [InlineData("result.ToString();", "CS0103")]
    [InlineData("using LivenessSdk;\nLivenessResult.Missing();", "CS0117")]
    [InlineData("WebApplication.CreateBuilder(args);", "CS0103")]
    [InlineData("using LivenessSdk.Simulator;", "CS0234")]
    [InlineData("using OpenTelemetry;", "CS0246")]
    public void What_the_reader_does_not_have_is_found(string code, string problem)
    {
        PageFile file = PageFile.FindAll(Page.Parse("page.md", $"`dotnet new console`\n\n```csharp\n{code}\n```\n")).Single();

        PageCompiler.FindProblems(file).Should().Contain(found => found.StartsWith("page.md:", StringComparison.Ordinal) && found.Contains(problem, StringComparison.Ordinal));
    }

    /// <summary>Makes a check by every client that the snippet has registered, if it has.</summary>
    private static async Task Registrations_answer(IServiceCollection services, LivenessSimulator simulator)
    {
        SimulatedClients.LeadTo(services, simulator);
        await using ServiceProvider provider = services.BuildServiceProvider();
        LivenessClientFactory factory = provider.GetRequiredService<LivenessClientFactory>();
        factory.Names.Should().NotBeEmpty();
        foreach (string name in factory.Names)
        {
            (await factory.GetClient(name).CheckAsync(SamplePhoto.ToImage())).IsLive.Should().BeTrue("{0} asks the simulator", name);
        }
    }

    /// <summary>Starts the web application of the page and posts a file to it.</summary>
    private static async Task<(HttpStatusCode Status, string Body)> PostSelfieAsync(byte[] photo, Action<LivenessSimulator> prepare)
    {
        PageFile file = PageFile.FindAll(Page.Read("docs/getting-started.md")).Single(file => file.Parts[0].Code.Contains("/selfie", StringComparison.Ordinal));
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using Surroundings program = PageCompiler.Load(file);
        await program.RunAsync(simulator);
        await program.Application!.StartAsync();
        prepare(simulator);
        using HttpClient browser = new();
        using MultipartFormDataContent form = new() { { new ByteArrayContent(photo), "selfie", "selfie.jpg" } };
        using HttpResponseMessage response = await browser.PostAsync($"{program.Application.Urls.Single()}/selfie", form);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static PageFile Find(string place) => s_files.Single(file => file.Place == place);

    private static Snippet FindSettings(string place) =>
        Page.Read(place[..place.LastIndexOf(':')]).Snippets.Single(snippet => snippet.Place == place);
}
