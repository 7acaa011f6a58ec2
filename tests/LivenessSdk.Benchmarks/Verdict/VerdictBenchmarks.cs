using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using LivenessSdk.Benchmarks.Measuring;
using LivenessSdk.Simulator;
using LivenessSdk.Tests.Images;
using LivenessSdk.Tests.Resilience;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Benchmarks.Verdict;

/// <summary>Measures how long a person waits for a verdict, beside what the link and the vendor take at least.</summary>
internal static class VerdictBenchmarks
{
    private const int Rounds = 5;

    /// <summary>After so many checks, the times of a polled vendor are known.</summary>
    private const int Known = 6;

    private const double BoundedRoundTrip = 80;
    private const double BoundedUplink = 8;

    private static readonly double[] s_roundTrips = [20, BoundedRoundTrip, 250];
    private static readonly double[] s_uplinks = [50, BoundedUplink, 2];
    private static readonly string[] s_vendors = ["argos", "dojah", "verihubs", "riset", "progeny"];

    /// <param name="table">Where the figures go.</param>
    /// <param name="former">The program LivenessSdk.CheckCost built against another version, or <see langword="null"/> to leave it out.</param>
    public static async Task RunAsync(Table table, string? former)
    {
        using X509Certificate2 certificate = VendorCertificate.Create();
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        TimeSpan preparing = await MeasurePreparingAsync();
        table.Add("preparing the 12-megapixel photo", Table.Text(preparing.TotalMilliseconds, "ms"));
        foreach (HttpProtocols protocol in new[] { HttpProtocols.Http1, HttpProtocols.Http1AndHttp2 })
        {
            await using VendorFront front = await VendorFront.StartAsync(simulator, certificate, protocol);
            foreach ((double roundTrip, double uplink) in s_roundTrips.SelectMany(roundTrip => s_uplinks.Select(uplink => (roundTrip, uplink))))
            {
                await using ShapedLink link = new(front.Address, TimeSpan.FromMilliseconds(roundTrip), uplink);
                string name = $"{(protocol == HttpProtocols.Http1 ? "HTTP/1.1" : "HTTP/2")}, {roundTrip:0} ms, {uplink:0} Mbit/s";
                await new Scene(table, simulator, certificate, link, preparing, name, roundTrip, uplink).RunAsync(former);
            }
        }
    }

    private static async Task<TimeSpan> MeasurePreparingAsync()
    {
        double[] times = new double[Rounds + 2];
        for (int i = 0; i < times.Length; i++)
        {
            long began = Stopwatch.GetTimestamp();
            await ImagePipeline.FitAsync(LivenessImage.FromBytes(Photos.Astronaut12Megapixels), new ImageRequirements(), default);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        return TimeSpan.FromMilliseconds(Stopclock.Median(times[2..]));
    }

    /// <summary>Represents all measurements over one link.</summary>
    private sealed class Scene(
        Table table, LivenessSimulator simulator, X509Certificate2 certificate, ShapedLink link, TimeSpan preparing, string name, double roundTrip, double uplink)
    {
        private readonly bool _isBounded = roundTrip == BoundedRoundTrip && uplink == BoundedUplink;
        private readonly LivenessImage _photo = LivenessImage.FromBytes(Photos.Astronaut12Megapixels);

        private Uri Address => new($"https://localhost:{link.Port}/");

        public async Task RunAsync(string? former)
        {
            Dictionary<string, double> formerTimes = _isBounded && former is not null
                ? await CheckCostProgram.RunAsync(former, Photos.Astronaut12Megapixels, file => ["verdict", file, certificate.GetCertHashString()], Clients())
                : [];
            foreach (string vendor in s_vendors)
            {
                bool isPolled = vendor == "progeny";
                bool hasToken = isPolled || vendor == "riset";
                await using ServiceProvider warm = Build();
                for (int i = 0; i < (isPolled ? Known : 1); i++)
                {
                    await CheckAsync(warm, vendor);
                }

                (double Time, double Minimum)[] warmTimes = await MeasureAsync(() => CheckAsync(warm, vendor), roundTrips: 1);
                double time = Add($"{vendor} warm", warmTimes, isPolled ? 1.10 : 1.05);
                (double Time, double Minimum)[] coldTimes = await MeasureAsync(
                    async () =>
                    {
                        await using ServiceProvider cold = Build();
                        return await CheckAsync(cold, vendor);
                    },
                    roundTrips: hasToken ? 4 : 3);
                Add($"{vendor} cold", coldTimes, 1.15);
                if (_isBounded)
                {
                    double usual = await MeasureUsualAsync(vendor);
                    table.AddAtLeast($"{name}: {vendor} warm, times faster than the usual client", usual / time, 3.5, "", $" × ({Table.Text(usual, "s")})");
                }

                if (formerTimes.TryGetValue(vendor, out double formerTime))
                {
                    table.Add($"{name}: {vendor} warm, times faster than the other version", $"{formerTime / time:0.00} × ({Table.Text(formerTime, "s")})");
                }
            }
        }

        /// <summary>Adds the median time over its minimum; bounded on the link that the bound is for.</summary>
        private double Add(string what, (double Time, double Minimum)[] times, double bound)
        {
            double time = Stopclock.Median([.. times.Select(item => item.Time)]);
            double minimum = Stopclock.Median([.. times.Select(item => item.Minimum)]);
            string detail = $" × ({Table.Text(time, "s")} : {Table.Text(minimum, "s")})";
            if (_isBounded)
            {
                table.AddAtMost($"{name}: {what} / minimum", time / minimum, bound, "", detail);
            }
            else
            {
                table.Add($"{name}: {what} / minimum", $"{time / minimum:0.00}{detail}");
            }

            return time;
        }

        private async Task<(double Time, double Minimum)[]> MeasureAsync(Func<Task<double>> check, int roundTrips)
        {
            var times = new (double, double)[_isBounded ? Rounds : 3];
            for (int i = 0; i < times.Length; i++)
            {
                long sent = link.Sent;
                double time = await check();
                double transfer = (link.Sent - sent) * 8 / (uplink * 1_000_000);
                times[i] = (time, (roundTrips * roundTrip / 1000) + transfer + VendorFront.Processing.TotalSeconds + preparing.TotalSeconds);
            }

            return times;
        }

        private async Task<double> MeasureUsualAsync(string vendor)
        {
            double[] times = new double[3];
            for (int i = 0; i < times.Length; i++)
            {
                long began = Stopwatch.GetTimestamp();
                await UsualVerdictClient.CheckAsync(Address, Trusting, Photos.Astronaut12Megapixels, vendor);
                times[i] = Stopwatch.GetElapsedTime(began).TotalSeconds;
            }

            return Stopclock.Median(times);
        }

        private async Task<double> CheckAsync(ServiceProvider services, string vendor)
        {
            ILivenessClient client = services.GetRequiredKeyedService<ILivenessClient>(vendor);
            long began = Stopwatch.GetTimestamp();
            LivenessResult result = await client.CheckAsync(_photo);
            double time = Stopwatch.GetElapsedTime(began).TotalSeconds;
            return result.IsLive ? time : throw new InvalidOperationException($"{vendor} did not answer as scripted: {result}");
        }

        private ServiceProvider Build()
        {
            ServiceCollection services = new();
            LivenessBuilder builder = services.AddLiveness(Clients().GetSection("Liveness"));
            foreach (string vendor in s_vendors)
            {
                builder.ConfigureHttpClient(vendor, client => client.ConfigurePrimaryHttpMessageHandler(
                    (handler, _) => VendorCertificate.Trust((SocketsHttpHandler)handler, certificate)));
            }

            return services.BuildServiceProvider();
        }

        private IConfigurationRoot Clients()
        {
            IConfiguration simulated = simulator.ToConfiguration();
            return new ConfigurationBuilder()
                .AddConfiguration(simulated)
                .AddInMemoryCollection(s_vendors.Select(vendor => KeyValuePair.Create(
                    $"Liveness:Providers:{vendor}:Endpoint",
                    (string?)new Uri(Address, new Uri(simulated[$"Liveness:Providers:{vendor}:Endpoint"]!).PathAndQuery).AbsoluteUri)))
                .Build();
        }

        private SocketsHttpHandler Trusting()
        {
            SocketsHttpHandler handler = new() { UseProxy = false };
            VendorCertificate.Trust(handler, certificate);
            return handler;
        }
    }
}
