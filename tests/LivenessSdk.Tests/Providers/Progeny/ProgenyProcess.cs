using LivenessSdk.Simulator;
using LivenessSdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Providers.Progeny;

/// <summary>Runs one check, or continues one, in a process of its own.</summary>
internal static class ProgenyProcess
{
    public const string Name = "progeny";

    /// <summary>Starts a process that begins a check and writes its continuation token.</summary>
    public static OtherProcess Begin(ProgenySimulator vendor) => Start(vendor);

    /// <summary>Starts a process that continues a check and writes its verdict.</summary>
    public static OtherProcess Continue(ProgenySimulator vendor, string token) => Start(vendor, token);

    public static async Task RunAsync(string[] arguments)
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
    }

    private static OtherProcess Start(ProgenySimulator vendor, params string[] arguments) =>
        OtherProcess.Start(Name, [vendor.Endpoint.AbsoluteUri, vendor.Username, vendor.Password, .. arguments]);
}
