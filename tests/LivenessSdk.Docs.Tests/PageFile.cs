using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LivenessSdk.Docs.Tests;

/// <summary>Represents a file that a reader has after pasting: a snippet, and those below it without usings of their own, which continue it.</summary>
internal sealed partial class PageFile
{
    private PageFile(Page page, IReadOnlyList<Snippet> parts)
    {
        Page = page;
        Parts = parts;
        Kind = ProjectKind.Find(page.TextBefore(parts[0].Line));
        Packages = [.. AddPackage().Matches(page.Text).Select(match => match.Groups["id"].Value), .. PackageOf(page)];
    }

    public Page Page { get; }

    public IReadOnlyList<Snippet> Parts { get; }

    public ProjectKind Kind { get; }

    /// <summary>Gets the packages that the page tells to add, and the one whose own page it is.</summary>
    public IReadOnlyList<string> Packages { get; }

    public string Place => Parts[0].Place;

    public bool HasStatements => Units.Any(unit => unit.Members.OfType<GlobalStatementSyntax>().Any());

    /// <summary>Gets what the page says that the code prints.</summary>
    public IEnumerable<string> PromisedOutput => Parts.SelectMany(part => part.PromisedOutput);

    public IEnumerable<CompilationUnitSyntax> Units => Parts.Select(part => Parse(part.Code));

    public static CSharpParseOptions Language { get; } = new(LanguageVersion.Latest);

    /// <summary>Finds the files of a page, in its order.</summary>
    public static IReadOnlyList<PageFile> FindAll(Page page)
    {
        List<List<Snippet>> files = [];
        foreach (Snippet snippet in page.Snippets.Where(snippet => snippet.IsCSharp))
        {
            if (files.Count == 0 || snippet.ShowsMistake || Parse(snippet.Code).Usings.Any())
            {
                files.Add([]);
            }

            files[^1].Add(snippet);
        }

        return [.. files.Select(parts => new PageFile(page, parts))];
    }

    /// <summary>Gets the files of the same page that only declare types, for which this one may be the program.</summary>
    public IEnumerable<PageFile> FindDeclarations() =>
        FindAll(Page).Where(file => !file.HasStatements && file.Place != Place && file.Kind == Kind);

    /// <summary>Returns the text of the whole file: usings, statements, types.</summary>
    public string Compose()
    {
        IEnumerable<(Snippet Part, CompilationUnitSyntax Unit)> parts = Parts.Zip(Units);
        return string.Concat(
        [
            .. parts.SelectMany(part => part.Unit.Usings.Select(node => AtItsLine(part.Part, node))),
            .. parts.SelectMany(part => part.Unit.Members.OfType<GlobalStatementSyntax>().Select(node => AtItsLine(part.Part, node))),
            .. parts.SelectMany(part => part.Unit.Members.Where(member => member is not GlobalStatementSyntax).Select(node => AtItsLine(part.Part, node))),
        ]);
    }

    public static string AtItsLine(Snippet snippet, Microsoft.CodeAnalysis.SyntaxNode node)
    {
        int line = node.SyntaxTree.GetLineSpan(node.FullSpan).StartLinePosition.Line;
        return $"\n#line {snippet.Line + line} \"{snippet.Page}\"\n{node.ToFullString()}";
    }

    public override string ToString() => Place;

    private static IEnumerable<string> PackageOf(Page page) => page.Path.Split('/') is ["src", var package, "README.md"] ? [package] : [];

    private static CompilationUnitSyntax Parse(string code) => SyntaxFactory.ParseCompilationUnit(code, options: Language);

    [GeneratedRegex("dotnet add package (?<id>[A-Za-z.]+)")]
    private static partial Regex AddPackage();
}
