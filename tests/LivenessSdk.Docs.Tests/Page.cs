using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LivenessSdk.Docs.Tests;

/// <summary>Reads one Markdown file of the repository.</summary>
internal sealed class Page
{
    private static readonly string[] s_foreignFolders = ["bin", "obj", "artifacts", "node_modules", ".git"];

    private static readonly MarkdownPipeline s_markdown = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseTaskLists()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .Build();

    private readonly MarkdownDocument _document;

    private Page(string path)
    {
        Path = path;
        _document = Markdown.Parse(File.ReadAllText(FullPath), s_markdown);
    }

    /// <summary>Gets the path below the repository's root, with slashes.</summary>
    public string Path { get; }

    public string FullPath => Repository.PathOf(Path);

    /// <summary>Gets the names that a link can lead to after a '#'.</summary>
    public IEnumerable<string> Anchors => _document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id!);

    /// <summary>Gets where links and pictures lead.</summary>
    public IEnumerable<string> Links =>
        _document.Descendants<LinkInline>().Select(link => link.Url!)
            .Concat(_document.Descendants<LinkReferenceDefinition>().Select(definition => definition.Url!));

    public IEnumerable<Snippet> Snippets =>
        _document.Descendants<FencedCodeBlock>()
            .Select(fence => new Snippet(Path, fence.Line + 2, fence.Info ?? "", fence.Lines.ToString()));

    public static Page Read(string path) => new(path);

    /// <summary>Finds all pages, as a reader who browses the repository would.</summary>
    public static IEnumerable<Page> All() =>
        Directory.EnumerateFiles(Repository.Root, "*.md", new EnumerationOptions { RecurseSubdirectories = true })
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(path => !path.Split('/').Intersect(s_foreignFolders).Any())
            .Order(StringComparer.Ordinal)
            .Select(Read);
}
