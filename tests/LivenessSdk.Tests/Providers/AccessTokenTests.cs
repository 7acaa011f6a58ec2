using System.Text;

namespace LivenessSdk.Tests.Providers;

public sealed class AccessTokenTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_assumed = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("1767225900")]
    [InlineData("1767225900.75")]
    public void A_readable_token_tells_its_expiry(string exp)
    {
        JsonWebToken.ReadExpiry(Jwt($$"""{"token_type":"access","exp":{{exp}},"sub":"größer???~~~"}"""))
            .Should().Be(DateTimeOffset.FromUnixTimeSeconds(1767225900));
    }

    [Theory]
    [InlineData("""{"iat":1}""")]
    [InlineData("""{"exp":"1767225900"}""")]
    [InlineData("""{"exp":null}""")]
    [InlineData("""{"exp":-1}""")]
    [InlineData("""{"exp":1e300}""")]
    [InlineData("""[1767225900]""")]
    [InlineData("""{"exp":""")]
    [InlineData("")]
    public void A_token_without_a_usable_expiry_tells_none(string payload)
    {
        JsonWebToken.ReadExpiry(Jwt(payload)).Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("opaque")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("a.!!!.c")]
    [InlineData("a.b.c.d")]
    public void A_token_that_is_no_jwt_tells_no_expiry(string token)
    {
        JsonWebToken.ReadExpiry(token).Should().BeNull();
    }

    [Fact]
    public void A_token_expires_when_it_says()
    {
        AccessToken token = new(Jwt(Expiring(s_now.AddMinutes(10))), s_now, s_assumed);

        token.IsDue(s_now.AddSeconds(539)).Should().BeFalse();
        token.IsDue(s_now.AddSeconds(540)).Should().BeTrue();
        token.IsExpired(s_now.AddSeconds(599)).Should().BeFalse();
        token.IsExpired(s_now.AddSeconds(600)).Should().BeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3600)]
    public void A_token_that_is_expired_on_arrival_gets_the_assumed_lifetime(int seconds)
    {
        AccessToken token = new(Jwt(Expiring(s_now.AddSeconds(seconds))), s_now, s_assumed);

        token.IsDue(s_now).Should().BeFalse();
        token.IsDue(s_now.AddSeconds(240)).Should().BeTrue();
    }

    [Fact]
    public void A_token_of_unknown_lifetime_is_kept_until_it_is_rejected()
    {
        AccessToken token = new("opaque", s_now);

        token.IsDue(s_now.AddYears(100)).Should().BeFalse();
        token.IsExpired(s_now.AddYears(100)).Should().BeFalse();
    }

    [Fact]
    public void A_token_does_not_show_itself()
    {
        new AccessToken("canary", s_now, s_assumed, "canary").ToString().Should().NotContain("canary");
    }

    private static string Expiring(DateTimeOffset time) => $"{{\"exp\":{time.ToUnixTimeSeconds()}}}";

    private static string Jwt(string payload) =>
        $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(payload)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln";
}
