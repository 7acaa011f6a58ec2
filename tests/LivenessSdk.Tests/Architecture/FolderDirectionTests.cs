using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Architecture;

/// <summary>Keeps the one direction between the folders of the library, which <c>docs/architecture.md</c> shows.</summary>
public sealed class FolderDirectionTests
{
    private const string Root = "(root)";

    /// <summary>Lists for each folder those that it may use, apart from <c>Diagnostics</c>, which all may.</summary>
    private static readonly Dictionary<string, string[]> s_arrows = new()
    {
        [Root] = [],
        ["Diagnostics"] = [Root],
        ["Json"] = [Root],
        ["Providers"] = ["Json", Root],
        ["Providers/*"] = ["Providers", "Json", Root],
        ["Resilience"] = [Root],
        ["Http"] = ["Resilience", "Providers", Root],
        ["Checks"] = ["Http", "Providers", Root],
        ["Ledger"] = [Root],
        ["Composition"] = ["Ledger", Root],
        ["CheckMany"] = ["Ledger", Root],
        ["DependencyInjection"] = ["*"],
    };

    private static readonly CompiledFolders s_folders = CompiledFolders.Read(
        typeof(LivenessClient).Assembly.Location, Repository.PathOf("src", "LivenessSdk"));

    [Fact]
    public void Compiled_types_use_no_folder_that_theirs_may_not()
    {
        IEnumerable<string> offenders = s_folders.Uses
            .Where(use => !IsAllowed(use.From, use.To))
            .Select(use => $"{use.From} -> {use.To}: {use.Detail}")
            .Order();

        offenders.Should().BeEmpty();
    }

    [Fact]
    public void Every_allowed_arrow_that_matters_is_found()
    {
        // If the symbols were not read, nothing would be found, and nothing forbidden either.
        (string, string)[] arrows = [.. s_folders.Uses.Select(use => (NodeOf(use.From), NodeOf(use.To))).Distinct()];

        arrows.Should().Contain([("Providers/*", "Providers"), ("Providers", "Json"), ("Checks", "Http"), ("Http", "Resilience"), ("CheckMany", "Ledger"), ("DependencyInjection", "Checks")]);
    }

    private static bool IsAllowed(string from, string to)
    {
        (string user, string used) = (NodeOf(from), NodeOf(to));
        return user == used
            ? !from.StartsWith("Providers/", StringComparison.Ordinal) || from == to
            : s_arrows.TryGetValue(user, out string[]? allowed) && (allowed.Contains("*") || allowed.Contains(used) || (used == "Diagnostics" && user != Root));
    }

    /// <summary>Joins the folders that count as one.</summary>
    private static string NodeOf(string folder) => folder.Split('/') switch
    {
        ["" or "Faces" or "Images", ..] => Root,
        ["Providers", _] => "Providers/*",
        var parts => parts[0],
    };
}
