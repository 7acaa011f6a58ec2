using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Tests.Providers.Progeny;

public sealed class ProgenyOptionsTests
{
    [Theory]
    [InlineData("", "password", "Username is missing")]
    [InlineData("user", " ", "Password is missing")]
    [InlineData("user\n", "password", "Username contains a line break")]
    [InlineData("user", "canary\r\n", "Password contains a line break")]
    public void Credentials_are_checked_at_start_up(string username, string password, string fault)
    {
        Action create = () => LivenessClient.Create(builder => builder.AddProgeny(options =>
        {
            options.Username = username;
            options.Password = password;
        }));

        create.Should().Throw<OptionsValidationException>().WithMessage($"*progeny: {fault}*").Which.Message.Should().NotContain("canary");
    }

    [Fact]
    public void A_password_may_hold_any_character_since_it_is_no_header()
    {
        Action create = () => LivenessClient.Create(builder => builder.AddProgeny(options =>
        {
            options.Username = "someone@example.org";
            options.Password = "pass wörd ✓";
        })).Dispose();

        create.Should().NotThrow();
    }
}
