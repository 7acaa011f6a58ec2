using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LivenessSdk.Docs.Tests;

/// <summary>Compiles the C# of a page into one assembly, so that later snippets can use types of earlier ones.</summary>
internal static class PageCompiler
{
    // What a new console project imports by itself; a snippet with usings of its own is a whole program and gets no more.
    private static readonly string[] s_consoleImports =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    // And what a new web project imports besides.
    private static readonly string[] s_webImports =
    [
        .. s_consoleImports,
        "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting",
        "Microsoft.Extensions.Logging", "System.Net.Http.Json",
    ];

    // A fragment stands in a file of a web project or of a test.
    private static readonly string[] s_fragmentImports =
    [
        .. s_consoleImports,
        "LivenessSdk", "LivenessSdk.Docs.Tests", "LivenessSdk.Simulator", "LivenessSdk.Testing", "Xunit",
        "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Mvc", "Microsoft.Extensions.Configuration",
        "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
        "System.Net.Http.Json", "System.Text.Json",
    ];

    // Excerpts leave variables unused, and every snippet is given a way out behind its own.
    private static readonly string[] s_forgiven = ["CS0162", "CS0168", "CS0219", "CS1998", "CS8321"];

    private static readonly CSharpParseOptions s_language = new(LanguageVersion.Latest);

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Compiles the snippets of a page.</summary>
    /// <returns>What the compiler found wrong, at its line of the page; empty when all is well.</returns>
    public static IReadOnlyList<string> FindFaults(IEnumerable<Snippet> snippets) =>
    [
        .. Compile(snippets).GetDiagnostics()
            .Where(found => found.Severity >= DiagnosticSeverity.Warning && !s_forgiven.Contains(found.Id))
            .Select(found => $"{found.Location.GetMappedLineSpan().Path}:{found.Location.GetMappedLineSpan().StartLinePosition.Line + 1} {found.Id} {found.GetMessage()}"),
    ];

    /// <summary>Finds the snippets with statements; the others only declare types.</summary>
    public static IEnumerable<Snippet> FindRunnable(IEnumerable<Snippet> snippets) =>
        snippets.Where(snippet => !snippet.ShowsMistake && Parse(snippet).Members.OfType<GlobalStatementSyntax>().Any());

    /// <summary>Compiles a page and makes one of its snippets ready to run.</summary>
    public static Surroundings Load(IEnumerable<Snippet> snippets, Snippet snippet)
    {
        using MemoryStream assembly = new();
        Compile(snippets).Emit(assembly).Success.Should().BeTrue("{0} compiles", snippet.Page);
        return (Surroundings)Activator.CreateInstance(Assembly.Load(assembly.ToArray()).GetType(ClassOf(snippet), throwOnError: true)!)!;
    }

    private static CSharpCompilation Compile(IEnumerable<Snippet> snippets) =>
        CSharpCompilation.Create(
            $"Page{Guid.NewGuid():N}",
            snippets.Select(snippet => CSharpSyntaxTree.ParseText(Complete(snippet), s_language, snippet.Page)),
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Puts statements into a method of a class that has what a reader would have around them.</summary>
    private static string Complete(Snippet snippet)
    {
        CompilationUnitSyntax unit = Parse(snippet);
        IEnumerable<string> imports =
            !unit.Usings.Any() ? s_fragmentImports
            : snippet.Code.Contains("WebApplication.CreateBuilder", StringComparison.Ordinal) ? s_webImports
            : s_consoleImports;
        return $$"""
            {{string.Concat(imports.Except(unit.Usings.Select(import => $"{import.Name}")).Select(import => $"using {import};"))}}
            {{string.Concat(unit.Usings.Select(AtItsLine))}}
            #line hidden
            public sealed class {{ClassOf(snippet)}} : global::LivenessSdk.Docs.Tests.Surroundings
            {
                protected override async global::System.Threading.Tasks.Task<object?> RunSnippetAsync()
                {
            {{string.Concat(unit.Members.OfType<GlobalStatementSyntax>().Select(AtItsLine))}}
            #line hidden
                    return null;
                }
            }
            {{string.Concat(unit.Members.Where(member => member is not GlobalStatementSyntax).Select(AtItsLine))}}
            """;

        string AtItsLine(SyntaxNode node)
        {
            int line = node.SyntaxTree.GetLineSpan(node.FullSpan).StartLinePosition.Line;
            return $"\n#line {snippet.Line + line} \"{snippet.Page}\"\n{HandOver(node.ToFullString())}";
        }
    }

    /// <summary>Lets a web application end in the hands of the test, which starts it, instead of running for ever.</summary>
    private static string HandOver(string statement) => statement.Replace("app.Run();", "return app;", StringComparison.Ordinal);

    private static CompilationUnitSyntax Parse(Snippet snippet) => SyntaxFactory.ParseCompilationUnit(snippet.Code, options: s_language);

    private static string ClassOf(Snippet snippet) => $"SnippetAtLine{snippet.Line}";
}
