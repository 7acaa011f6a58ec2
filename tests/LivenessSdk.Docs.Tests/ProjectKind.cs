using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace LivenessSdk.Docs.Tests;

/// <summary>Represents a fresh project of a template of the SDK: what it imports and refers to before its owner has typed a line.</summary>
internal sealed partial class ProjectKind
{
    private static readonly string s_packs = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "packs");

    private static readonly Dictionary<string, string> s_assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .DistinctBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);

    private static readonly string[] s_imports =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    private static readonly ProjectKind s_console = new("console", [], []);

    private static readonly ProjectKind s_web = new(
        "web",
        [
            "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
            "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting",
            "Microsoft.Extensions.Logging", "System.Net.Http.Json",
        ],
        ["Microsoft.AspNetCore.App.Ref"]);

    private static readonly ProjectKind s_xunit = new("xunit", ["Xunit"], []);

    private readonly string[] _frameworks;

    private ProjectKind(string template, string[] imports, string[] frameworks)
    {
        Template = template;
        Imports = [.. s_imports, .. imports];
        _frameworks = ["Microsoft.NETCore.App.Ref", .. frameworks];
    }

    public string Template { get; }

    /// <summary>Gets the namespaces that the SDK imports into every file.</summary>
    public IReadOnlyList<string> Imports { get; }

    /// <summary>Finds the kind that a page names last before a place: <c>dotnet new web</c>. A page that names none means a console program.</summary>
    public static ProjectKind Find(string textBefore) => TemplateName().Matches(textBefore).LastOrDefault()?.Groups["template"].Value switch
    {
        "web" => s_web,
        "xunit" => s_xunit,
        _ => s_console,
    };

    /// <summary>Gets what a file of the project can refer to.</summary>
    /// <param name="packages">The packages that its owner has added.</param>
    public IEnumerable<MetadataReference> FindReferences(IEnumerable<string> packages)
    {
        string[] added = [.. packages.Append("LivenessSdk").Distinct()];
        bool simulator = added.Contains("LivenessSdk.Simulator"); // Its package brings the web framework.
        IEnumerable<string> framework = _frameworks.Append(simulator ? "Microsoft.AspNetCore.App.Ref" : _frameworks[0]).Distinct().SelectMany(FilesOf);
        IEnumerable<string> test = Template == s_xunit.Template ? s_assemblies.Keys.Where(name => name.StartsWith("xunit.", StringComparison.Ordinal)) : [];
        return framework
            .Concat(Close(added.Concat(test)).Select(name => s_assemblies[name]))
            .DistinctBy(Path.GetFileNameWithoutExtension)
            .Select(path => MetadataReference.CreateFromFile(path));
    }

    private static IEnumerable<string> FilesOf(string pack)
    {
        string folder = Directory.GetDirectories(Path.Combine(s_packs, pack), "10.*").Order(StringComparer.Ordinal).Last();
        return Directory.EnumerateFiles(Path.Combine(folder, "ref", "net10.0"), "*.dll");
    }

    /// <summary>Finds the assemblies of packages with all that they refer to.</summary>
    private static HashSet<string> Close(IEnumerable<string> packages)
    {
        HashSet<string> found = [];
        Queue<string> open = new(packages);
        while (open.TryDequeue(out string? name))
        {
            if (found.Contains(name) || !s_assemblies.TryGetValue(name, out string? path) || name.StartsWith("System.Private", StringComparison.Ordinal))
            {
                continue;
            }

            found.Add(name);
            foreach (System.Reflection.AssemblyName referred in System.Reflection.Assembly.LoadFrom(path).GetReferencedAssemblies())
            {
                if (!IsFramework(referred.Name!))
                {
                    open.Enqueue(referred.Name!);
                }
            }
        }

        return found;
    }

    private static bool IsFramework(string name) =>
        name is "mscorlib" or "netstandard"
        || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
        || (name.StartsWith("System.", StringComparison.Ordinal) && name != "System.Threading.RateLimiting");

    [GeneratedRegex("dotnet new (?<template>console|web|xunit)\\b")]
    private static partial Regex TemplateName();
}
