using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Images;

/// <summary>Shows in a process without libvips that this is told as a fault of the machine, not of the photo.</summary>
public sealed class MissingLibvipsTests
{
    [LinuxFact]
    public async Task A_machine_without_libvips_says_so_and_what_to_do()
    {
        using ProgramCopy machine = ProgramCopy.WithoutLibvips(typeof(MissingLibvipsProcess).Assembly.Location);
        using OtherProcess process = OtherProcess.StartCommand(machine.Command, MissingLibvipsProcess.Name);

        (int exitCode, string[] lines, string error) = await process.EndAsync();

        exitCode.Should().Be(0, because: error);
        lines.Should().HaveCount(6);
        lines[0].Should().StartWith("small: Closed (ImageProcessingUnavailable). Add the package NetVips.Native");
        lines[1].Should().StartWith("ImageProcessingUnavailable, transient: False, photo sent: False: The photo must be decoded").And.Contain("Add the package NetVips.Native");
        lines[2..].Should().Equal("as it is: Live", "failover: any", "many: ImageProcessingUnavailable after 1", "requests: 2");
    }
}
