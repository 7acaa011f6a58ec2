using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LivenessSdk.Docs.Tests;

/// <summary>Compiles the files of a page, as printed in a fresh project, and once more in a form that a test can run.</summary>
internal static class PageCompiler
{
    // Excerpts leave variables and local functions unused, and every file is given a way out behind its own.
    // The SDK itself forgives a package that was built for an older framework.
    private static readonly string[] s_forgiven = ["CS0162", "CS0168", "CS0219", "CS1701", "CS1998", "CS8321"];

    private static readonly MetadataReference[] s_ownReferences =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Compiles a file exactly as printed: nothing is imported, declared or referred to that the reader's project does not have.</summary>
    /// <returns>What the compiler found wrong, at its line of the page; empty if it compiles.</returns>
    public static IReadOnlyList<string> FindProblems(PageFile file)
    {
        PageFile[] declarations = file.HasStatements ? [.. file.FindDeclarations()] : [];
        string imports = string.Concat(file.Kind.Imports.Select(import => $"global using {import};\n"));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Reader",
            [Parse(imports), .. declarations.Append(file).Select(part => Parse(part.Compose()))],
            file.Kind.FindReferences(file.Packages),
            new CSharpCompilationOptions(
                file.HasStatements ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable));
        return
        [
            .. compilation.GetDiagnostics()
                .Where(found => found.Severity >= DiagnosticSeverity.Warning && !s_forgiven.Contains(found.Id))
                .Select(found => $"{found.Location.GetMappedLineSpan().Path}:{found.Location.GetMappedLineSpan().StartLinePosition.Line + 1} {found.Id} {found.GetMessage()}"),
        ];
    }

    /// <summary>Makes a file ready to run: its statements become a method of a class whose vendors are simulated ones.</summary>
    public static Surroundings Load(PageFile file)
    {
        using MemoryStream assembly = new();
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Page{Guid.NewGuid():N}",
            [
                Parse(string.Concat(file.Kind.Imports.Select(import => $"global using {import};\n"))),
                .. file.FindDeclarations().Select(part => Parse(part.Compose())),
                Parse(Wrap(file)),
            ],
            s_ownReferences,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        compilation.Emit(assembly).Success.Should().BeTrue(
            "{0} compiles: {1}", file, string.Join('\n', compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error)));
        return (Surroundings)Activator.CreateInstance(Assembly.Load(assembly.ToArray()).GetType("Program", throwOnError: true)!)!;
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, PageFile.Language);

    private static string Wrap(PageFile file)
    {
        string statements = Collect(unit => unit.Members.OfType<GlobalStatementSyntax>());
        string builder = statements.Contains("WebApplicationBuilder builder =", StringComparison.Ordinal) ? "builder" : "null";
        return $$"""
            {{Collect(unit => unit.Usings)}}
            public sealed class Program : global::LivenessSdk.Docs.Tests.Surroundings
            {
                protected override async global::System.Threading.Tasks.Task<object?> RunProgramAsync()
                {
                    {{statements.Replace("app.Run();", "return app;", StringComparison.Ordinal)}}
            #line hidden
                    return {{builder}};
                }
            }
            {{Collect(unit => unit.Members.Where(member => member is not GlobalStatementSyntax))}}
            """;

        string Collect(Func<CompilationUnitSyntax, IEnumerable<SyntaxNode>> nodes) =>
            string.Concat(file.Parts.Zip(file.Units).SelectMany(part => nodes(part.Second).Select(node => PageFile.AtItsLine(part.First, node))));
    }
}
