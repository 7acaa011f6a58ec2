using System.Text.RegularExpressions;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Architecture;

/// <summary>Keeps the rooms of the library apart: which folder may name the types of which.</summary>
public sealed partial class DependencyRuleTests
{
    private static readonly string[] s_vendors =
    [
        .. Directory.GetDirectories(Repository.PathOf("src", "LivenessSdk", "Providers")).Select(folder => Path.GetFileName(folder)!),
    ];

    public static TheoryData<string> Vendors => [.. s_vendors];

    [Theory]
    [MemberData(nameof(Vendors))]
    public void A_vendor_is_named_only_in_its_own_folder_and_where_it_is_registered(string vendor)
    {
        string own = Path.Combine("Providers", vendor);
        IEnumerable<string> offenders = FilesOutside(own, Path.Combine("DependencyInjection", "LivenessVendors.cs"), Path.Combine("DependencyInjection", "ProviderBuilderExtensions.cs"))
            .Where(file => Regex.IsMatch(CodeOf(file), $@"\b\w*{vendor}\w*\b"));

        offenders.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Resilience")]
    [InlineData("Composition")]
    [InlineData("DependencyInjection")]
    public void Root_and_image_types_do_not_know(string folder)
    {
        string[] types = [.. TypesIn(folder)];

        FilesOf("").Concat(FilesOf("Images")).Concat(FilesOf("Faces"))
            .Where(file => types.Any(type => Regex.IsMatch(CodeOf(file), $@"\b{type}\b")))
            .Should().BeEmpty();
    }

    [Fact]
    public void Polly_is_known_to_the_pipeline_of_requests_only()
    {
        FilesOutside("Http").Where(file => CodeOf(file).Contains("Polly", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void The_container_is_known_to_registration_only()
    {
        FilesOutside("DependencyInjection", "Resilience")
            .Where(file => !file.EndsWith("BuilderExtensions.cs", StringComparison.Ordinal))
            .Where(file => CodeOf(file).Contains("IServiceCollection", StringComparison.Ordinal))
            .Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public void An_adapter_does_not_log_retry_or_time_out(string vendor)
    {
        string[] forbidden = ["ILogger", "Polly", "CancellationTokenSource", "Base64.", "HttpClient "];

        foreach (string file in FilesOf(Path.Combine("Providers", vendor)))
        {
            string code = CodeOf(file);
            forbidden.Where(word => code.Contains(word, StringComparison.Ordinal)).Should().BeEmpty(because: file);
        }
    }

    [Fact]
    public void Public_types_have_a_file_of_their_own()
    {
        foreach (string file in Repository.SourceFiles("src", "LivenessSdk"))
        {
            string[] types = [.. PublicType().Matches(CodeOf(file)).Select(match => match.Groups["name"].Value)];

            types.Should().HaveCountLessThan(2, because: file);
            types.Where(type => type != Path.GetFileNameWithoutExtension(file)).Should().BeEmpty(because: file);
        }
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public void A_vendor_passes_the_provider_contract(string vendor)
    {
        IEnumerable<Type> contracts = typeof(DependencyRuleTests).Assembly.GetTypes()
            .Where(type => type.BaseType?.Name == "ProviderContract" && type.Name == $"{vendor}ContractTests");

        contracts.Should().ContainSingle();
    }

    /// <summary>Lists the files of a folder and what is below it; of the root ("") only its own.</summary>
    private static IEnumerable<string> FilesOf(string folder) =>
        Repository.SourceFiles("src", "LivenessSdk")
            .Where(file => folder.Length == 0
                ? Path.GetDirectoryName(file) == Repository.PathOf("src", "LivenessSdk")
                : file.StartsWith(Repository.PathOf("src", "LivenessSdk", folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private static IEnumerable<string> FilesOutside(params string[] parts) =>
        Repository.SourceFiles("src", "LivenessSdk")
            .Where(file => !parts.Any(part => file.StartsWith(Repository.PathOf("src", "LivenessSdk", part), StringComparison.Ordinal)));

    private static IEnumerable<string> TypesIn(string folder) =>
        FilesOf(folder).SelectMany(file => AnyType().Matches(CodeOf(file))).Select(match => match.Groups["name"].Value);

    /// <summary>Reads a file without comments: documentation may point anywhere.</summary>
    private static string CodeOf(string file) => Comment().Replace(File.ReadAllText(file), "");

    [GeneratedRegex(@"^\s*///.*$|//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(public|internal)[\w ]*\s(class|struct|enum|interface|record)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex AnyType();

    [GeneratedRegex(@"^public[\w ]*\s(class|struct|enum|interface|record struct|record)\s+(?!struct\b)(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
