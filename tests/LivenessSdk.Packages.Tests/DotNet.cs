using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LivenessSdk.Packages.Tests;

/// <summary>Runs commands as a user would.</summary>
internal static partial class DotNet
{
    /// <summary>Runs the SDK's command.</summary>
    /// <returns>What it printed; it must end well.</returns>
    public static Task<string> RunAsync(string folder, params string[] arguments) => RunAsync(folder, "dotnet", arguments);

    public static async Task<string> RunAsync(string folder, string program, string[] arguments)
    {
        using Process process = Start(folder, program, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, "{0} {1} must succeed, but said {2}{3}", program, string.Join(' ', arguments), output, await error);
        return output;
    }

    /// <summary>Starts a command that the caller ends.</summary>
    public static Process Start(string folder, string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the test itself was started with is not what a user has; a build server would outlive the test.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_TC_CallCounting"] = "0"; // Commands live for seconds: compiling their methods again is not worth it.
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_ROLL_FORWARD"] = "Major";
        return Process.Start(start)!;
    }

    /// <summary>Waits until a web application listens.</summary>
    /// <returns>Its address.</returns>
    public static async Task<string> ReadAddressAsync(Process application)
    {
        while (await application.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                return match.Groups["address"].Value;
            }
        }

        throw new InvalidOperationException($"The application ended: {await application.StandardError.ReadToEndAsync()}");
    }

    [GeneratedRegex("Now listening on: (?<address>http://[0-9.:]+)")]
    private static partial Regex Listening();
}
