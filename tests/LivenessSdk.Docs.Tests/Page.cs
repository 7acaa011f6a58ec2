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

    private Page(string path, string text)
    {
        Path = path;
        Text = text;
        _document = Markdown.Parse(text, s_markdown);
    }

    /// <summary>Gets the path below the repository's root, with slashes.</summary>
    public string Path { get; }

    public string FullPath => Repository.PathOf(Path);

    /// <summary>Gets the whole text.</summary>
    public string Text { get; }

    /// <summary>Gets the names that a link can lead to after a '#'.</summary>
    public IEnumerable<string> Anchors => _document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id!);

    /// <summary>Gets where links and pictures lead.</summary>
    public IEnumerable<string> Links =>
        _document.Descendants<LinkInline>().Select(link => link.Url!)
            .Concat(_document.Descendants<LinkReferenceDefinition>().Select(definition => definition.Url!));

    /// <summary>Gets the pages of the repository that links lead to.</summary>
    public IEnumerable<string> LinkedPages =>
        Links.Select(link => link.Split('#')[0])
            .Where(link => link.EndsWith(".md", StringComparison.Ordinal) && !link.Contains(':', StringComparison.Ordinal))
            .Select(link => System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(FullPath)!, link)))
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'));

    /// <summary>Gets the parts of the page, each with the parts below it.</summary>
    public IEnumerable<PageSection> Sections
    {
        get
        {
            string[] lines = Text.Split('\n');
            HeadingBlock[] headings = [.. _document.Descendants<HeadingBlock>()];
            return headings.Select((heading, index) =>
            {
                int end = headings.Skip(index + 1).FirstOrDefault(next => next.Level <= heading.Level)?.Line ?? lines.Length;
                return new PageSection(lines[heading.Line].TrimStart('#', ' '), string.Join(' ', lines[(heading.Line + 1)..end]));
            });
        }
    }

    public IEnumerable<Snippet> Snippets =>
        _document.Descendants<FencedCodeBlock>()
            .Select(fence => new Snippet(Path, fence.Line + 2, fence.Info ?? "", fence.Lines.ToString()));

    /// <summary>Returns the text above a line.</summary>
    public string TextBefore(int line) => string.Join('\n', Text.Split('\n').Take(line - 1));

    public static Page Read(string path) => new(path, File.ReadAllText(Repository.PathOf(path)));

    public static Page Parse(string path, string text) => new(path, text);

    /// <summary>Finds all pages, as a reader who browses the repository would.</summary>
    public static IEnumerable<Page> All() =>
        Directory.EnumerateFiles(Repository.Root, "*.md", new EnumerationOptions { RecurseSubdirectories = true })
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(path => !path.Split('/').Intersect(s_foreignFolders).Any())
            .Order(StringComparer.Ordinal)
            .Select(Read);
}
