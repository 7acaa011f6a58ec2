using System.Text;
using LivenessSdk.Tests.Composition;

namespace LivenessSdk.Tests.CheckMany;

public sealed class CheckJournalTests
{
    [Fact]
    public async Task An_intent_is_noted_before_a_photo_is_sent_and_the_answer_after()
    {
        MemoryJournal journal = new();
        List<string> atSending = [];
        FakeVendor vendor = new("vendor", (_, _) =>
        {
            atSending.Add(journal.Lines[^1]);
            return Task.FromResult(FakeVendor.Result("vendor", LivenessVerdict.Live));
        });

        await RunAsync(vendor, journal, "t0", null);

        atSending.Should().Equal("{\"event\":\"Intent\",\"index\":0,\"transactionId\":\"t0\"}", "{\"event\":\"Intent\",\"index\":1}");
        journal.Lines.Should().HaveCount(4);
        journal.Lines[1].Should().Contain("\"event\":\"Answer\",\"index\":0,\"transactionId\":\"t0\"").And.Contain("\"verdict\":\"Live\"");
        journal.Text.Should().StartWith(MemoryJournal.Header);
    }

    [Fact]
    public async Task What_was_answered_is_not_sent_again()
    {
        MemoryJournal journal = new();
        FakeVendor first = new("vendor", (_, _) => Task.FromResult(new LivenessResult
        {
            ClientName = "vendor",
            Vendor = "Fake",
            Verdict = LivenessVerdict.NotLive,
            VerdictSource = VerdictSource.Threshold,
            Score = 0.25,
            Threshold = 0.5,
            Reasons = [new LivenessReason(LivenessReasonCode.PresentationAttack)],
            TransactionId = "reference",
        }));
        await RunAsync(first, journal, "t0", "t1");
        FakeVendor second = FakeVendor.Says("vendor", LivenessVerdict.Live);

        List<CheckManyItem> items = await RunAsync(second, journal, "t0", "t1", "t2");

        second.Received.Should().ContainSingle().Which.TransactionId.Should().Be("t2");
        items.Select(item => item.FromJournal).Should().Equal(true, true, false);
        items[1].Should().BeEquivalentTo(new { Index = 1, TransactionId = "t1", Outcome = CheckManyOutcome.Answered });
        items[1].Result.Should().BeEquivalentTo(new
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

    [Fact]
    public async Task What_was_on_its_way_is_unknown_and_not_sent_again_unless_told_so()
    {
        string[] lines = ["{\"event\":\"Intent\",\"index\":0,\"transactionId\":\"t0\"}", "{\"event\":\"Intent\",\"index\":1}"];
        FakeVendor vendor = FakeVendor.Says("vendor", LivenessVerdict.Live);
        MemoryJournal journal = new(lines);

        List<CheckManyItem> items = await RunAsync(vendor, journal, "t0", null);

        vendor.Received.Should().BeEmpty();
        items.Should().OnlyContain(item => item.Outcome == CheckManyOutcome.Unknown && item.FromJournal && item.Result == null && item.Failure == null);
        items[0].ToString().Should().Be("0: Unknown");
        journal.Lines.Should().Equal(lines, "what is unknown stays so");

        items = await RunAsync(vendor, new CheckManyOptions { ResendUnknown = true, OpenJournal = journal.Open }, ["t0", null]);

        vendor.Received.Should().HaveCount(2);
        items.Should().OnlyContain(item => item.Outcome == CheckManyOutcome.Answered && !item.FromJournal);
    }

    [Fact]
    public async Task A_failure_that_cannot_have_been_billed_is_sent_again_and_another_is_not()
    {
        MemoryJournal journal = new();
        FakeVendor first = new("vendor", (request, _) => throw (request.TransactionId == "unpaid"
            ? FakeVendor.Failure("vendor", LivenessError.Unavailable)
            : new LivenessException(LivenessError.TimedOut, "Late.") { ClientName = "vendor", MayHaveBeenProcessed = true, ContinuationToken = "token" }));
        await RunAsync(first, journal, "unpaid", "paid");
        FakeVendor second = FakeVendor.Says("vendor", LivenessVerdict.Live);

        List<CheckManyItem> items = await RunAsync(second, journal, "unpaid", "paid");

        second.Received.Should().ContainSingle().Which.TransactionId.Should().Be("unpaid");
        items[0].Outcome.Should().Be(CheckManyOutcome.Answered);
        items[1].FromJournal.Should().BeTrue();
        items[1].Failure.Should().BeEquivalentTo(new
        {
            Error = LivenessError.TimedOut,
            MayHaveBeenProcessed = true,
            ContinuationToken = "token",
            ClientName = "vendor",
        });

        await RunAsync(second, new CheckManyOptions { ResendUnknown = true, OpenJournal = journal.Open }, ["unpaid", "paid"]);
        second.Received.Select(request => request.TransactionId).Should().Equal("unpaid", "paid");
    }

    [Fact]
    public async Task A_reference_is_known_again_at_another_position_and_the_rest_by_position()
    {
        MemoryJournal journal = new();
        await RunAsync(FakeVendor.Says("vendor", LivenessVerdict.NotLive), journal, "a", "b", null);
        FakeVendor vendor = FakeVendor.Says("vendor", LivenessVerdict.Live);

        List<CheckManyItem> items = await RunAsync(vendor, journal, "b", "new", null, null);

        vendor.Received.Select(request => request.TransactionId).Should().Equal("new", null);
        items.Select(item => (item.Index, item.TransactionId, item.Result!.Verdict)).Should().Equal(
            (0, "b", LivenessVerdict.NotLive), (1, "new", LivenessVerdict.Live), (2, null, LivenessVerdict.NotLive), (3, null, LivenessVerdict.Live));
    }

    [Fact]
    public async Task A_last_line_torn_anywhere_is_cut_off_and_its_item_unknown()
    {
        MemoryJournal whole = new();
        await RunAsync(FakeVendor.Says("vendor", LivenessVerdict.Live), whole, "t0");
        int lineLength = whole.Lines[1].Length + 1;
        for (int cut = 1; cut <= lineLength; cut++)
        {
            MemoryJournal torn = new();
            torn.Write(whole.Text[..^cut]);
            FakeVendor vendor = FakeVendor.Says("vendor", LivenessVerdict.Live);

            List<CheckManyItem> items = await RunAsync(vendor, torn, "t0", "t1");

            items.Select(item => item.Outcome).Should().Equal([CheckManyOutcome.Unknown, CheckManyOutcome.Answered], $"{cut} bytes are missing");
            vendor.Received.Should().ContainSingle();
            torn.Text.Should().StartWith(whole.Text[..^lineLength] + "{\"event\":\"Intent\",\"index\":1", $"{cut} bytes are missing");
        }
    }

    [Fact]
    public async Task A_journal_that_died_at_birth_is_begun_anew()
    {
        for (int length = 0; length < MemoryJournal.Header.Length; length++)
        {
            MemoryJournal journal = new();
            journal.Write(MemoryJournal.Header[..length]);

            await RunAsync(FakeVendor.Says("vendor", LivenessVerdict.Live), journal, "t0");

            journal.Text.Should().StartWith(MemoryJournal.Header + "{");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"event\":\"Intent\"}")]
    [InlineData("{\"index\":0}")]
    [InlineData("{\"event\":\"Intent\",\"index\":")]
    [InlineData("{\"event\":\"Meant\",\"index\":0}")]
    [InlineData("\0\0\0\0")]
    public async Task A_damaged_line_before_the_last_is_refused_and_nothing_is_sent_or_changed(string line)
    {
        MemoryJournal journal = new(line, "{\"event\":\"Intent\",\"index\":1}");
        byte[] before = journal.Bytes;
        FakeVendor vendor = FakeVendor.Says("vendor", LivenessVerdict.Live);

        await FluentActions.Awaiting(() => RunAsync(vendor, journal, "t0")).Should().ThrowAsync<InvalidDataException>().WithMessage("*damaged*");

        vendor.Received.Should().BeEmpty();
        journal.Bytes.Should().Equal(before);
    }

    [Theory]
    [InlineData("Dear diary,\n")]
    [InlineData("{\"journal\":\"LivenessSdk\",\"version\":2}\n")]
    [InlineData("{\"journal\":\"LivenessSdk\",\"version\":1} \n")]
    public async Task A_foreign_file_is_refused_and_left_as_it_is(string content)
    {
        using TemporaryFile file = new(content);
        FakeVendor vendor = FakeVendor.Says("vendor", LivenessVerdict.Live);

        await FluentActions.Awaiting(() => RunAsync(vendor, file.Path, "t0")).Should().ThrowAsync<InvalidDataException>().WithMessage("*no journal*");

        vendor.Received.Should().BeEmpty();
        (await File.ReadAllTextAsync(file.Path)).Should().Be(content);
    }

    [Fact]
    public async Task Two_runs_cannot_share_a_journal_at_once()
    {
        using TemporaryFile file = new("");
        TaskCompletionSource<LivenessVerdict> gate = new();
        FakeVendor first = FakeVendor.Waits("vendor", gate.Task);
        FakeVendor second = FakeVendor.Says("vendor", LivenessVerdict.Live);
        Task<List<CheckManyItem>> run = RunAsync(first, file.Path, "t0");
        await first.ArrivalAsync();

        await FluentActions.Awaiting(() => RunAsync(second, file.Path, "t0")).Should().ThrowAsync<IOException>();

        second.Received.Should().BeEmpty();
        gate.SetResult(LivenessVerdict.Live);
        (await run).Should().ContainSingle().Which.FromJournal.Should().BeFalse();
        (await RunAsync(second, file.Path, "t0")).Should().ContainSingle().Which.FromJournal.Should().BeTrue();
    }

    [Fact]
    public async Task A_reference_that_comes_twice_ends_the_run_after_the_checks_under_way()
    {
        GatedVendor vendor = new();
        MemoryJournal journal = new();
        await using IAsyncEnumerator<CheckManyItem> items =
            vendor.CheckManyAsync(ManyPhotos.Requests("t0", "t1", "t0", "t2"), new CheckManyOptions { OpenJournal = journal.Open }).GetAsyncEnumerator();

        ValueTask<bool> next = items.MoveNextAsync();
        vendor.Answer("t0");
        (await next).Should().BeTrue();
        next = items.MoveNextAsync();
        vendor.Answer("t1");
        (await next).Should().BeTrue();

        await items.Awaiting(i => i.MoveNextAsync().AsTask()).Should().ThrowAsync<ArgumentException>().WithMessage("*position 2*TransactionId*");
        vendor.Begun.Should().BeEquivalentTo("t0", "t1");
        journal.Lines.Should().HaveCount(4);
    }

    [Fact]
    public async Task A_photo_whose_intent_cannot_be_noted_is_not_sent()
    {
        MemoryJournal journal = new() { BytesLeft = MemoryJournal.Header.Length + 10 };
        FakeVendor vendor = FakeVendor.Says("vendor", LivenessVerdict.Live);

        await FluentActions.Awaiting(() => RunAsync(vendor, journal, "t0", "t1")).Should().ThrowAsync<IOException>();

        vendor.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task The_journal_holds_no_photo_no_face_no_body_and_no_text_of_a_vendor()
    {
        const string Canary = "CanaryThatMustNotSing";
        byte[] photo = Encoding.ASCII.GetBytes(Canary);
        ProviderResponse response = new() { Body = photo };
        FakeVendor vendor = new("vendor", (request, _) => request.TransactionId == "fails"
            ? throw new LivenessException(LivenessError.UnexpectedResponse, Canary, new NotSupportedException(Canary)) { ProviderErrorCode = Canary, Response = response }
            : Task.FromResult(new LivenessResult
            {
                ClientName = "vendor",
                Verdict = LivenessVerdict.NotLive,
                RawScore = 123.456,
                Reasons = [new LivenessReason(LivenessReasonCode.PresentationAttack, Canary, Canary)],
                Frames = [new FrameResult { Face = new FaceObservation { Count = 1, Match = new FaceMatch { Similarity = 987.654 } } }],
                Response = response,
            }));
        MemoryJournal journal = new();
        LivenessRequest Request(string transactionId) => new(new LivenessImage(photo, ImageFormat.Jpeg, 1, 1))
        {
            TransactionId = transactionId,
            Parameters = [new RisetParameters { UserId = Canary, FaceGalleryId = Canary }],
            AllowedClients = ["vendor"],
        };

        await vendor.CheckManyAsync(Both(), new CheckManyOptions { OpenJournal = journal.Open }).ToListAsync();

        journal.Lines.Should().HaveCount(4);
        foreach (string trace in new[] { Canary, Convert.ToBase64String(photo), Convert.ToHexString(photo), "123.456", "987.654" })
        {
            journal.Text.Should().NotContainEquivalentOf(trace);
        }

        async IAsyncEnumerable<LivenessRequest> Both()
        {
            await Task.CompletedTask;
            yield return Request("answers");
            yield return Request("fails");
        }
    }

    private static Task<List<CheckManyItem>> RunAsync(ILivenessClient client, MemoryJournal journal, params string?[] transactionIds) =>
        RunAsync(client, new CheckManyOptions { OpenJournal = journal.Open, InOrder = true, OutageTimeout = TimeSpan.Zero }, transactionIds);

    private static Task<List<CheckManyItem>> RunAsync(ILivenessClient client, string path, params string?[] transactionIds) =>
        RunAsync(client, new CheckManyOptions { JournalPath = path }, transactionIds);

    private static Task<List<CheckManyItem>> RunAsync(ILivenessClient client, CheckManyOptions options, string?[] transactionIds) =>
        client.CheckManyAsync(ManyPhotos.Requests(transactionIds), options).ToListAsync();
}
