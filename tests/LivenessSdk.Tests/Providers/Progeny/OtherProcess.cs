using System.Diagnostics;
using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Providers.Progeny;

/// <summary>Runs one check, or continues one, in a process of its own. It writes one line, and stays until it is killed.</summary>
internal sealed class OtherProcess : IDisposable
{
    private readonly Process _process;

    private OtherProcess(Process process)
    {
        _process = process;
    }

    /// <summary>Starts a process that begins a check and writes its continuation token.</summary>
    public static OtherProcess Begin(ProgenySimulator vendor) => Start(vendor);

    /// <summary>Starts a process that continues a check and writes its verdict.</summary>
    public static OtherProcess Continue(ProgenySimulator vendor, string token) => Start(vendor, token);

    /// <summary>Reads the line that the process writes.</summary>
    public async Task<string> ReadAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());

    /// <summary>Kills the process, so that nothing of it survives but what it wrote.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    public static async Task Main(string[] arguments)
    {
        await using LivenessClient client = LivenessClient.Create(builder => builder.AddProgeny(options =>
        {
            options.Endpoint = new Uri(arguments[0]);
            options.Username = arguments[1];
            options.Password = arguments[2];
        }));
        LivenessRequest request = arguments.Length > 3
            ? LivenessRequest.Continue(arguments[3])
            : new LivenessRequest(SamplePhoto.ToImage()) { ReturnWhenPending = true };
        LivenessResult result = await client.CheckAsync(request);
        Console.WriteLine(result.ContinuationToken ?? result.Verdict.ToString());
        await Console.In.ReadToEndAsync();
    }

    private static OtherProcess Start(ProgenySimulator vendor, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] all = ["exec", typeof(OtherProcess).Assembly.Location, vendor.Endpoint.AbsoluteUri, vendor.Username, vendor.Password, .. arguments];
        Array.ForEach(all, start.ArgumentList.Add);
        return new OtherProcess(Process.Start(start)!);
    }
}
