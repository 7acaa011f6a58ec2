using System.Diagnostics;
using System.Globalization;
using LivenessSdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

/// <summary>Measures how long a warm client of each vendor takes to its verdict. The clients are those of the environment's variables.</summary>
internal static class VerdictTime
{
    /// <summary>After so many checks, the times of a polled vendor are known.</summary>
    private const int Known = 6;

    private const int Rounds = 5;

    /// <param name="photo">The photo's file.</param>
    /// <param name="certificate">The hash of the certificate that the vendors present.</param>
    public static async Task PrintAsync(string photo, string certificate)
    {
        IConfigurationSection section = new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection("Liveness");
        string[] vendors = [.. section.GetSection("Providers").GetChildren().Select(vendor => vendor.Key)];
        ServiceCollection services = new();
        LivenessBuilder builder = services.AddLiveness(section);
        foreach (string vendor in vendors)
        {
            builder.ConfigureHttpClient(vendor, client => client.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                UseProxy = false,
                SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented!.GetCertHashString() == certificate },
            }));
        }

        await using ServiceProvider provider = services.BuildServiceProvider();
        LivenessImage image = LivenessImage.FromBytes(await File.ReadAllBytesAsync(photo));
        foreach (string vendor in vendors)
        {
            ILivenessClient client = provider.GetRequiredKeyedService<ILivenessClient>(vendor);
            double[] times = new double[Known + Rounds];
            for (int i = 0; i < times.Length; i++)
            {
                long began = Stopwatch.GetTimestamp();
                LivenessResult result = await client.CheckAsync(image);
                times[i] = result.IsLive ? Stopwatch.GetElapsedTime(began).TotalSeconds : throw new InvalidOperationException($"{vendor} did not answer as scripted: {result}");
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{vendor} {times[Known..].Order().ElementAt(Rounds / 2):F3}"));
        }
    }
}
