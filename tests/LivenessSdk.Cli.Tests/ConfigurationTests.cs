namespace LivenessSdk.Cli.Tests;

public sealed class ConfigurationTests : ToolTest
{
    [Fact]
    public async Task Environment_variables_alone_are_enough_and_the_name_tells_the_vendor()
    {
        ToolOutput run = await RunAsync(
            SettingsOf("argos").Where(setting => !setting.Key.EndsWith("Vendor", StringComparison.Ordinal)), "check", Photo);

        run.ExitCode.Should().Be(0, because: run.Error);
        Simulator.Argos.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task The_current_folder_is_searched_for_appsettings()
    {
        Write("appsettings.json", Settings("argos", "Argos"));

        ToolOutput run = await RunAsync("check", Photo);

        run.ExitCode.Should().Be(0, because: run.Error);
    }

    [Fact]
    public async Task A_named_file_stands_above_appsettings_and_environment_variables_stand_above_both()
    {
        Write("appsettings.json", Settings("argos", "Nonsense"));
        Write(".settings.json", Settings("argos", "Argos", key: "wrong-key"));

        (await RunAsync("check", Photo, "--config", ".settings.json")).ExitCode.Should().Be(2, "the key is refused");
        (await RunAsync(SettingsOf("argos"), "check", Photo, "--config", ".settings.json")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task The_default_provider_is_the_configured_one()
    {
        ToolOutput run = await RunAsync([.. SettingsOf(), new("Liveness:Default", "dojah")], "check", Photo);

        run.ExitCode.Should().Be(0, because: run.Error);
        Simulator.Dojah.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task An_application_s_own_file_whose_default_is_a_failover_works_and_vendors_are_compared_once()
    {
        Write("appsettings.json", """
            { "Liveness": {
                "Default": "Resilient",
                "Compositions": { "resilient": { "Kind": "Failover", "Clients": ["argos", "dojah"] } } } }
            """);
        Simulator.Argos.Always(Scenario.ServerError);

        ToolOutput check = await RunAsync(SettingsOf(), "check", Photo, "--json");
        ToolOutput table = await RunAsync(SettingsOf(), "check", Photo);
        ToolOutput compare = await RunAsync(SettingsOf(), "compare", Photo, "--json");

        table.Output.Should().ContainEquivalentOf("resilient: dojah", because: "the table tells who answered");
        check.ExitCode.Should().Be(0, because: check.Error);
        check.Output.Should().Contain("\"provider\":\"dojah\"");
        compare.OutputLines.Should().HaveCount(5, "a composition would ask vendors a second time");
    }

    [Theory]
    [InlineData("{ \"Liveness\": {", "line 1")]
    [InlineData("[]", "Top-level")]
    [InlineData("""{ "Liveness": { "Providers": { "argos": { "Vendor": "Nobody" } } } }""", "Nobody")]
    [InlineData("""{ "Liveness": { "Providers": { "argos": { "ApiKye": "k" } } } }""", "ApiKye")]
    public async Task Wrong_settings_are_told_in_a_line_each(string settings, string told)
    {
        Write("appsettings.json", settings);

        ToolOutput run = await RunAsync("check", Photo);

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().OnlyContain(line => line.StartsWith("liveness: ", StringComparison.Ordinal))
            .And.ContainSingle(line => line.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_in_place_of_a_file_with_settings_is_called_one()
    {
        ToolOutput run = await RunAsync("check", Photo, "--config", ".");

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("--config").And.Contain(". is a folder");
    }

    private string Settings(string name, string vendor, string? key = null) => $$"""
        { "Liveness": { "Providers": { "{{name}}": {
          "Vendor": "{{vendor}}", "Endpoint": "{{Simulator.Argos.Endpoint}}", "ApiKey": "{{key ?? Simulator.Argos.ApiKey}}" } } } }
        """;
}
