using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Images;

/// <summary>Holds that an application which uses libvips itself, through NetVips, has it to itself.</summary>
public sealed class SharedLibvipsTests
{
    [Theory]
    [InlineData(NetVipsApplication.Before, NetVipsApplication.Alone)]
    [InlineData(NetVipsApplication.After, NetVipsApplication.Alone)]
    [InlineData(NetVipsApplication.Untouched, NetVipsApplication.UntouchedAlone)]
    public async Task An_application_that_uses_NetVips_reads_its_TIFF_with_its_own_settings(string order, string alone)
    {
        (int exitCode, string[] lines, string error) = await RunAsync(order);
        (_, string[] expected, string expectedError) = await RunAsync(alone);

        exitCode.Should().Be(0, because: error);
        Distinct(lines).Should().BeEquivalentTo(Distinct(expected));
        lines.Should().Contain("TIFF 60 x 40, 77");
        error.Contains("VIPS-WARNING", StringComparison.Ordinal).Should().Be(expectedError.Contains("VIPS-WARNING", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_warnings_go_where_it_says()
    {
        (await RunAsync(NetVipsApplication.After)).Lines.Should().Contain("the application heard a warning");
        (await RunAsync(NetVipsApplication.Untouched)).Error.Should().Contain("VIPS-WARNING", because: "that is GLib's default");
    }

    private static IEnumerable<string> Distinct(string[] lines) => lines.Distinct();

    private static async Task<(int ExitCode, string[] Lines, string Error)> RunAsync(string order)
    {
        using OtherProcess process = DecodingProcess.UseNetVips(order);
        return await process.EndAsync();
    }
}
