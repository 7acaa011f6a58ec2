using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Results;

public sealed class LivenessReasonTextTests
{
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en");
    private static readonly CultureInfo s_indonesian = CultureInfo.GetCultureInfo("id");

    private static IEnumerable<LivenessReasonCode> Codes => typeof(LivenessReasonCode)
        .GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Where(property => property.PropertyType == typeof(LivenessReasonCode))
        .Select(property => (LivenessReasonCode)property.GetValue(null)!);

    [Theory]
    [InlineData("en")]
    [InlineData("id")]
    public void Every_code_has_its_own_sentence(string language)
    {
        CultureInfo culture = CultureInfo.GetCultureInfo(language);
        string[] sentences = [.. Codes.Select(code => LivenessReasonText.Default.For(code, culture))];

        sentences.Should().OnlyHaveUniqueItems().And.OnlyContain(sentence => sentence.EndsWith('.'));
        sentences.Should().NotContain(LivenessReasonText.Default.For(new LivenessReasonCode("SomethingNew"), culture));
    }

    [Fact]
    public void Indonesian_is_not_English() =>
        Codes.Should().OnlyContain(code => LivenessReasonText.Default.For(code, s_indonesian) != LivenessReasonText.Default.For(code, s_english));

    [Theory]
    [InlineData("en", "We couldn't verify this photo.")]
    [InlineData("id", "Foto ini tidak dapat diverifikasi.")]
    public void The_sentence_for_an_attack_says_nothing_that_helps_an_attacker(string language, string sentence) =>
        LivenessReasonText.Default.For(LivenessReasonCode.PresentationAttack, CultureInfo.GetCultureInfo(language)).Should().Be(sentence);

    [Theory]
    [InlineData("en-GB", "Move closer to the camera")]
    [InlineData("id-ID", "Dekatkan diri ke kamera")]
    [InlineData("fr-FR", "Move closer to the camera")]
    [InlineData("", "Move closer to the camera")]
    public void A_region_speaks_its_language_and_an_unknown_language_English(string culture, string part) =>
        LivenessReasonText.Default.For(LivenessReasonCode.FaceTooSmall, CultureInfo.GetCultureInfo(culture)).Should().Contain(part);

    [Fact]
    public void The_language_of_the_thread_counts_where_none_is_named()
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = s_indonesian;

            LivenessReasonText.Default.For(LivenessReasonCode.Mask).Should().Be("Lepaskan masker Anda.");
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("SomethingNew")]
    public void A_code_without_a_sentence_has_the_general_one(string code) =>
        LivenessReasonText.Default.For(new LivenessReasonCode(code), s_english).Should().StartWith("Take another photo");

    [Fact]
    public void Others_add_languages_and_sentences()
    {
        LivenessReasonText text = new(
            new Sentences("fr", ("FaceTooSmall", "Approchez-vous."), ("Other", "Prenez une autre photo.")),
            new Sentences("", ("InitechSmudge", "Wipe the lens."), ("Mask", "No masks, please.")));

        text.For(LivenessReasonCode.FaceTooSmall, CultureInfo.GetCultureInfo("fr-CA")).Should().Be("Approchez-vous.");
        text.For(LivenessReasonCode.Mask, CultureInfo.GetCultureInfo("fr")).Should().Be("Prenez une autre photo.");
        text.For(new LivenessReasonCode("InitechSmudge"), s_english).Should().Be("Wipe the lens.");
        text.For(LivenessReasonCode.Mask, s_english).Should().Be("No masks, please.");
        text.For(LivenessReasonCode.Mask, s_indonesian).Should().Be("Lepaskan masker Anda.");
    }

    [Fact]
    public void The_page_lists_every_code_and_whether_another_photo_can_help() =>
        PageTable.Read("verdicts.md", "## Reasons")
            .Select(row => (Code: PageTable.Codes(row[0]).Single(), CanRetake: row[3].StartsWith("yes", StringComparison.Ordinal)))
            .Should().BeEquivalentTo(Codes.Select(code => (Code: code.Value, code.CanRetake)));

    [Fact]
    public void Another_photo_can_help_with_what_the_library_does_not_know() =>
        new LivenessReasonCode("SomethingNew").CanRetake.Should().BeTrue();

    /// <summary>Holds the sentences of one language, as an application's compiled resources do.</summary>
    private sealed class Sentences(string language, params (string Code, string Sentence)[] sentences) : ResourceManager
    {
        public override ResourceSet? GetResourceSet(CultureInfo culture, bool createIfNotExists, bool tryParents) =>
            culture.Name == language ? new ResourceSet(new Reader(sentences)) : null;
    }

    private sealed class Reader((string Code, string Sentence)[] sentences) : IResourceReader
    {
        public IDictionaryEnumerator GetEnumerator() =>
            new Dictionary<string, string>(sentences.Select(pair => KeyValuePair.Create(pair.Code, pair.Sentence))).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public void Close()
        {
        }

        public void Dispose()
        {
        }
    }
}
