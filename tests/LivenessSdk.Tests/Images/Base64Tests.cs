using System.Text;

namespace LivenessSdk.Tests.Images;

public sealed class Base64Tests
{
    private static readonly byte[] s_photo = Photos.Astronaut1080;
    private static readonly string s_base64 = Convert.ToBase64String(s_photo);

    public static TheoryData<string> AcceptedForms => new()
    {
        s_base64,
        "data:image/jpeg;base64," + s_base64,
        "DATA:image/JPEG;charset=utf-8;BASE64," + s_base64,
        "data:text/html;base64," + s_base64,
        "data:;base64," + s_base64,
        "\uFEFF \r\n" + s_base64 + "\r\n",
        Convert.ToBase64String(s_photo, Base64FormattingOptions.InsertLineBreaks),
        s_base64.Replace('+', '-').Replace('/', '_').TrimEnd('='),
        "data:image/jpeg;base64," + s_base64.Replace("+", "%2B", StringComparison.Ordinal).Replace("/", "%2f", StringComparison.Ordinal).Replace("=", "%3D", StringComparison.Ordinal),
        string.Join('\t', s_base64.Select(character => character)),
    };

    [Theory]
    [MemberData(nameof(AcceptedForms))]
    public void Every_usual_form_is_accepted(string text)
    {
        LivenessImage image = LivenessImage.FromBase64(text);

        image.Data.ToArray().Should().Equal(s_photo);
        image.Height.Should().Be(1080);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Padding_may_be_missing(int extraBytes)
    {
        byte[] photo = [.. s_photo, .. new byte[extraBytes]];

        LivenessImage.FromBase64(Convert.ToBase64String(photo).TrimEnd('=')).Data.ToArray().Should().Equal(photo);
        LivenessImage.FromBase64(Convert.ToBase64String(photo)).Data.ToArray().Should().Equal(photo);
    }

    [Theory]
    [InlineData("data:image/svg+xml,%3Csvg%3E", "*data URI*base64*")]
    [InlineData("", "*empty*")]
    [InlineData("data:image/jpeg;base64,", "*empty*")]
    [InlineData("/9j/4AA!", "*character 8*")]
    [InlineData("/9j/4A\u00C4A", "*character 7*")]
    [InlineData("/9j/%4", "*not whole*")]
    [InlineData("/9j/4AAQS-", "*mixes*")]
    [InlineData("/9j/4", "*length or its padding*")]
    [InlineData("/9j=4AAQ", "*length or its padding*")]
    [InlineData("/9j/4A AQ", "*space within a line, at character 7*'+'*")]
    [InlineData("/9j/4A%20AQ", "*space within a line, at character 7*'+'*")]
    [InlineData("data:image/jpeg;base64,/9j/4A  AQ", "*space within a line, at character 7*'+'*")]
    public void Anything_else_is_refused_with_a_sentence_that_says_why(string text, string sentence)
    {
        Action read = () => LivenessImage.FromBase64(text);

        read.Should().Throw<LivenessException>().WithMessage(sentence).Which.Error.Should().Be(LivenessError.InvalidImage);
    }

    [Fact]
    public void Base64_whose_plus_signs_became_spaces_is_refused_however_few_they_are()
    {
        s_base64.Should().Contain("+");
        int plus = s_base64.IndexOf('+', StringComparison.Ordinal);

        foreach (string text in new[] { s_base64.Replace('+', ' '), s_base64[..plus] + ' ' + s_base64[(plus + 1)..] })
        {
            FluentActions.Invoking(() => LivenessImage.FromBase64(text)).Should().Throw<LivenessException>().WithMessage("*A '+' becomes a space*");
        }
    }

    [Fact]
    public void Spaces_at_the_start_and_the_end_of_lines_are_allowed()
    {
        string text = string.Concat(s_base64.Chunk(76).Select(line => $"  {new string(line)} \t\r\n"));

        LivenessImage.FromBase64("data:image/jpeg;base64, " + text).Data.ToArray().Should().Equal(s_photo);
    }

    [Fact]
    public void A_text_that_was_encoded_twice_is_named_as_such()
    {
        Action read = () => LivenessImage.FromBase64(Convert.ToBase64String(Encoding.ASCII.GetBytes(s_base64)));

        read.Should().Throw<LivenessException>().WithMessage("*encoded twice*");
    }

    [Fact]
    public void A_mixed_alphabet_is_refused_wherever_it_starts_to_mix()
    {
        string mixed = s_base64[..200_000] + s_base64[200_000..].Replace('+', '-');

        FluentActions.Invoking(() => LivenessImage.FromBase64(mixed)).Should().Throw<LivenessException>().WithMessage("*mixes*");
    }

    [Fact]
    public void A_text_beyond_the_limit_is_refused_before_it_is_decoded()
    {
        ImageLimits limits = new() { MaxBytes = s_photo.Length - 1 };
        LivenessImage.FromBase64(s_base64, new ImageLimits { MaxBytes = s_photo.Length }).Should().NotBeNull();

        FluentActions.Invoking(() => LivenessImage.FromBase64(s_base64, limits)).Should().Throw<LivenessException>();
        FluentActions.Invoking(() => LivenessImage.FromBase64(s_base64 + " \n", limits)).Should().Throw<LivenessException>();
        FluentActions.Invoking(() => LivenessImage.FromBase64(string.Join('\n', s_base64.Chunk(76).Select(line => new string(line))), limits))
            .Should().Throw<LivenessException>();
    }
}
