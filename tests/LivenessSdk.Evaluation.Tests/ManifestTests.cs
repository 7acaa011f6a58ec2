namespace LivenessSdk.Evaluation.Tests;

public sealed class ManifestTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("liveness-evaluation-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Rows_become_presentations_and_further_columns_are_kept()
    {
        Photos("a.jpg", "b.jpg");
        EvaluationManifest manifest = Open("file,label,species,subject,group,device\na.jpg,bona_fide,,p1,18-29,Pixel\nb.jpg,attack,print,p2,,iPhone\n");

        manifest.Presentations.Should().HaveCount(2);
        Presentation first = manifest.Presentations[0];
        (first.File, first.Label, first.Species, first.Subject, first.Group).Should().Be(("a.jpg", PresentationLabel.BonaFide, null, "p1", "18-29"));
        first.Columns.Should().Equal(new Dictionary<string, string> { ["device"] = "Pixel" });
        Presentation second = manifest.Presentations[1];
        (second.Label, second.Species, second.Group).Should().Be((PresentationLabel.Attack, "print", null));
        manifest.PathOf(second).Should().Be(Path.Combine(_folder.FullName, "b.jpg"));
    }

    [Theory]
    [InlineData("file;label;species;subject\na.jpg;bona_fide;;p1\n")]
    [InlineData("file\tlabel\tspecies\tsubject\na.jpg\tbona_fide\t\tp1\n")]
    [InlineData("\uFEFFFile,Label,Species,Subject\r\n\"a.jpg\",Bona_Fide,\"\",p1\r\n\r\n")]
    public void Files_of_spreadsheets_are_read(string text)
    {
        Photos("a.jpg");
        Open(text).Presentations.Should().ContainSingle().Which.Subject.Should().Be("p1");
    }

    [Theory]
    [InlineData("a.jpg,live,,p1", "Line 3: the label 'live' must be bona_fide or attack.")]
    [InlineData("a.jpg,attack,,p1", "Line 3: an attack must have a species, such as print or screen.")]
    [InlineData("a.jpg,bona_fide,print,p1", "Line 3: a bona fide photo must not have a species, but it is 'print'.")]
    [InlineData("a.jpg,bona_fide,,", "Line 3: the subject is missing. Use any code for the person.")]
    [InlineData(",bona_fide,,p1", "Line 3: the file is missing.")]
    [InlineData("missing.jpg,bona_fide,,p1", "Line 3: the file 'missing.jpg' does not exist. Paths are relative to the manifest.")]
    [InlineData("ok.jpg,bona_fide,,p1", "Line 3: the file 'ok.jpg' is on line 2, too.")]
    [InlineData("./ok.jpg,bona_fide,,p1", "Line 3: the file './ok.jpg' is on line 2, too.")]
    [InlineData("a.jpg,bona_fide,", "Line 3: 3 fields, but the header has 4.")]
    public void Problem_names_its_line(string row, string problem)
    {
        Photos("a.jpg", "ok.jpg");
        ManifestException failure = Problem($"file,label,species,subject\nok.jpg,bona_fide,,p0\n{row}\n");

        failure.Problems.Should().ContainSingle().Which.Should().Be(problem);
    }

    [Fact]
    public void Line_counts_line_breaks_inside_quotes()
    {
        Photos("a.jpg", "b.jpg");
        Problem("file,label,species,subject,note\na.jpg,bona_fide,,p1,\"two\nlines\"\nb.jpg,spoof,,p2,\n")
            .Problems.Should().ContainSingle().Which.Should().StartWith("Line 4:");
    }

    [Fact]
    public void All_problems_come_at_once()
    {
        Problem("file,label,species,subject\nx.jpg,spoof,,\ny.jpg,attack,,p1\n").Problems.Should().HaveCount(5);
    }

    [Theory]
    [InlineData("", "The file is empty. Expected a header and one line for each photo.")]
    [InlineData("file,label,species,subject\n", "The manifest contains no photo.")]
    [InlineData("file,label,subject\na.jpg,bona_fide,p1\n", "Line 1: the column 'species' is missing. Columns: file, label, subject.")]
    [InlineData("file,label,species,subject,File\na.jpg,bona_fide,,p1,\n", "Line 1: the column 'file' appears twice.")]
    public void Unusable_file_is_rejected(string text, string problem)
    {
        Photos("a.jpg");
        Problem(text).Problems.Should().Contain(problem);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_rejected()
    {
        string path = Path.Combine(_folder.FullName, "manifest.csv");
        File.WriteAllBytes(path, [.. "file,label,species,subject\n"u8, 0xE9, .. ".jpg,bona_fide,,p1\n"u8]);

        FluentActions.Invoking(() => EvaluationManifest.Open(path)).Should().Throw<ManifestException>().WithMessage("*not UTF-8*");
    }

    [Fact]
    public void Folder_gives_label_species_and_subject()
    {
        Photos("bona_fide/ann/1.jpg", "bona_fide/ann/2.JPG", "bona_fide/3.png", "attack/print/ann/4.webp", "attack/screen/5.jpeg", "bona_fide/ann/notes.txt");
        EvaluationManifest manifest = EvaluationManifest.Open(_folder.FullName);

        manifest.Presentations.Select(one => $"{one.File} {one.Label} {one.Species} {one.Subject}").Should().Equal(
            "attack/print/ann/4.webp Attack print ann",
            "attack/screen/5.jpeg Attack screen attack/screen/5.jpeg",
            "bona_fide/3.png BonaFide  bona_fide/3.png",
            "bona_fide/ann/1.jpg BonaFide  ann",
            "bona_fide/ann/2.JPG BonaFide  ann");
    }

    [Fact]
    public void Folder_with_a_photo_elsewhere_is_rejected()
    {
        Photos("bona_fide/1.jpg", "attack/2.jpg", "3.jpg");
        FluentActions.Invoking(() => EvaluationManifest.Open(_folder.FullName)).Should().Throw<ManifestException>()
            .Which.Problems.Should().Equal("'3.jpg' is neither in bona_fide/ nor in attack/<species>/.", "'attack/2.jpg' is neither in bona_fide/ nor in attack/<species>/.");
    }

    [Fact]
    public void Empty_folder_is_rejected() =>
        FluentActions.Invoking(() => EvaluationManifest.Open(_folder.FullName)).Should().Throw<ManifestException>();

    private void Photos(params string[] names)
    {
        foreach (string name in names)
        {
            string path = Path.Combine(_folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, []);
        }
    }

    private EvaluationManifest Open(string text)
    {
        string path = Path.Combine(_folder.FullName, "manifest.csv");
        File.WriteAllText(path, text);
        return EvaluationManifest.Open(path);
    }

    private ManifestException Problem(string text) => FluentActions.Invoking(() => Open(text)).Should().Throw<ManifestException>().Which;
}
