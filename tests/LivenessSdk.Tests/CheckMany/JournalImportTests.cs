using LivenessSdk.Tests.Composition;

namespace LivenessSdk.Tests.CheckMany;

/// <summary>States what a run takes over from a journal that version 0.1 wrote.</summary>
public sealed class JournalImportTests
{
    private const string Header = "{\"journal\":\"LivenessSdk\",\"version\":1}\n";
    private const string Answer =
        "{\"event\":\"Answer\",\"index\":0,\"transactionId\":\"t0\",\"provider\":\"vendor\",\"vendor\":\"Fake\",\"verdict\":\"NotLive\",\"verdictSource\":\"Threshold\",\"score\":0.25,\"threshold\":0.5,\"reasons\":[\"PresentationAttack\"],\"reference\":\"reference\"}\n";
    private const string Intent = "{\"event\":\"Intent\",\"index\":0,\"transactionId\":\"t0\"}\n";

    private readonly InMemoryCheckLedger _ledger = new();

    [Fact]
    public async Task What_was_answered_is_not_sent_again_and_is_an_entry_from_then_on()
    {
        using TemporaryFile journal = new(Header + Intent + Answer);
        FakeVendor vendor = FakeVendor.Says("vendor", LivenessVerdict.Live);

        List<CheckManyItem> items = await RunAsync(vendor, journal.Path, "t0", "t1");
        List<CheckManyItem> later = await RunAsync(vendor, null, "t0", "t1");

        vendor.Received.Should().ContainSingle().Which.TransactionId.Should().Be("t1");
        foreach (CheckManyItem item in new[] { items[0], later[0] })
        {
            item.FromLedger.Should().BeTrue();
            item.Result.Should().BeEquivalentTo(new
            {
                ClientName = "vendor",
                Vendor = "Fake",
                Verdict = LivenessVerdict.NotLive,
                VerdictSource = VerdictSource.Threshold,
                Score = 0.25,
                Threshold = 0.5,
                Reasons = new[] { new { Code = LivenessReasonCode.PresentationAttack } },
                TransactionId = "reference",
            });
        }

        (await File.ReadAllTextAsync(journal.Path)).Should().Be(Header + Intent + Answer, "the file is only read");
    }

    [Fact]
    public async Task A_last_line_torn_anywhere_is_not_read_and_its_photo_is_unknown()
    {
        for (int cut = 1; cut <= Answer.Length; cut++)
        {
            using TemporaryFile journal = new((Header + Intent + Answer)[..^cut]);
            FakeVendor vendor = FakeVendor.Says("vendor", LivenessVerdict.Live);
            InMemoryCheckLedger ledger = new();

            List<CheckManyItem> items = await RunAsync(ledger, vendor, journal.Path, "t0");

            items.Single().Outcome.Should().Be(CheckManyOutcome.Unknown, $"{cut} bytes are missing");
            vendor.Received.Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_journal_that_ended_within_its_first_line_is_empty()
    {
        for (int length = 0; length < Header.Length; length++)
        {
            using TemporaryFile journal = new(Header[..length]);

            (await RunAsync(new InMemoryCheckLedger(), FakeVendor.Says("vendor", LivenessVerdict.Live), journal.Path, "t0"))
                .Single().Outcome.Should().Be(CheckManyOutcome.Answered);
        }
    }

    [Theory]
    [InlineData("\"NotLive\"", "\"Live\"")]
    [InlineData("\"NotLive\"", "1")]
    [InlineData("\"NotLive\"", "7")]
    [InlineData("\"Answer\"", "9")]
    public async Task A_line_that_contradicts_itself_is_damaged(string text, string damage)
    {
        using TemporaryFile journal = new(Header + Answer.Replace(text, damage, StringComparison.Ordinal));
        FakeVendor vendor = FakeVendor.Says("vendor", LivenessVerdict.Live);

        await FluentActions.Awaiting(() => RunAsync(vendor, journal.Path, "t0")).Should().ThrowAsync<InvalidDataException>().WithMessage("*is damaged*");

        vendor.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task A_line_that_was_known_by_its_position_is_not_used()
    {
        using TemporaryFile journal = new(Header + Answer.Replace("\"transactionId\":\"t0\",", "", StringComparison.Ordinal));

        List<CheckManyItem> items = await RunAsync(FakeVendor.Says("vendor", LivenessVerdict.Live), journal.Path, "another");

        items.Single().Result!.Verdict.Should().Be(LivenessVerdict.Live, "a neighbor's verdict is worse than a second payment");
    }

    [Theory]
    [InlineData("", "*damaged*")]
    [InlineData("null", "*damaged*")]
    [InlineData("{}", "*damaged*")]
    [InlineData("{\"event\":\"Intent\"}", "*damaged*")]
    [InlineData("{\"index\":0}", "*damaged*")]
    [InlineData("{\"event\":\"Intent\",\"index\":", "*damaged*")]
    [InlineData("{\"event\":\"Meant\",\"index\":0}", "*damaged*")]
    [InlineData("\0\0\0\0", "*damaged*")]
    public Task A_damaged_line_before_the_last_ends_the_run_before_anything_is_sent(string line, string problem) =>
        ExpectRejectedAsync($"{Header}{line}\n{Intent}", problem);

    [Theory]
    [InlineData("Dear diary,\n")]
    [InlineData("{\"journal\":\"LivenessSdk\",\"version\":2}\n")]
    [InlineData("{\"journal\":\"LivenessSdk\",\"version\":1} \n")]
    public Task A_foreign_file_ends_the_run_before_anything_is_sent(string content) => ExpectRejectedAsync(content, "*not a supported journal*");

    [Fact]
    public void A_journal_without_a_ledger_is_an_argument_exception()
    {
        Action run = () => FakeVendor.Says("vendor", LivenessVerdict.Live).CheckManyAsync(ManyPhotos.Numbered(1), new CheckManyOptions { JournalPath = "run.journal" });

        run.Should().Throw<ArgumentException>().WithMessage("*Ledger*");
    }

    private async Task ExpectRejectedAsync(string content, string problem)
    {
        using TemporaryFile journal = new(content);
        FakeVendor vendor = FakeVendor.Says("vendor", LivenessVerdict.Live);

        await FluentActions.Awaiting(() => RunAsync(vendor, journal.Path, "t0")).Should().ThrowAsync<InvalidDataException>().WithMessage(problem);

        vendor.Received.Should().BeEmpty();
        (await File.ReadAllTextAsync(journal.Path)).Should().Be(content);
    }

    private Task<List<CheckManyItem>> RunAsync(FakeVendor vendor, string? journal, params string?[] references) => RunAsync(_ledger, vendor, journal, references);

    private static Task<List<CheckManyItem>> RunAsync(CheckLedger ledger, FakeVendor vendor, string? journal, params string?[] references) =>
        vendor.CheckManyAsync(ManyPhotos.Requests(references), new CheckManyOptions { Ledger = ledger, JournalPath = journal, InOrder = true }).ToListAsync();
}
