using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience.Chaos;

/// <summary>Leads many checks at once through a failing network on a clock of its own, and holds each against what the network knows.</summary>
internal sealed class ChaosRun(int seed, int checks, double faultRate)
{
    private const int Concurrency = 100;
    private const int LongestSeconds = 60;
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);

    private static readonly string[] s_clients = ["argos", "progeny", "argos-behind", "progeny-behind"];

    private readonly ManualTimeProvider _clock = new();
    private readonly LivenessImage _photo = SamplePhoto.ToImage();
    private int _next = -1;

    /// <summary>Gets what went wrong, each with the number of its check.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>Gets how the checks ended, and how often.</summary>
    public ConcurrentDictionary<string, int> Endings { get; } = new();

    public int Posts { get; private set; }

    public int OpenReplies { get; private set; }

    public int ScheduledTimers => _clock.ScheduledTimers;

    public async Task RunAsync()
    {
        ChaosNetwork network = new(_clock);
        await using ServiceProvider services = Build(network);
        ILivenessClient[] clients = [.. s_clients.Select(name => services.GetRequiredKeyedService<ILivenessClient>(name))];
        Task clock = Task.Factory.StartNew(
            () => TurnClock(Task.WhenAll(Enumerable.Range(0, Concurrency).Select(_ => WorkAsync(clients)).ToArray())),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();
        await clock;
        Posts = network.Posts;
        OpenReplies = network.OpenReplies.Count;
    }

    /// <summary>Moves the clock whenever everything else has come to rest, so that work takes next to no time.</summary>
    private async Task TurnClock(Task work)
    {
        // Once the checks are over there may still be a token on its way, for which nobody waits any more.
        for (TimeSpan over = TimeSpan.Zero; over < TimeSpan.FromSeconds(LongestSeconds); over += work.IsCompleted ? s_step : TimeSpan.Zero)
        {
            _clock.Advance(s_step);
            WaitForRest();
        }

        await work;
    }

    private static void WaitForRest()
    {
        SpinWait spin = default;
        for (int calm = 0; calm < 3; spin.SpinOnce(sleep1Threshold: -1))
        {
            calm = ThreadPool.PendingWorkItemCount == 0 && ChaosCheck.Running == 0 ? calm + 1 : 0;
        }
    }

    /// <summary>Finds out whether a check ends while the clock stands still: its time is over, but threads may be slow to see that.</summary>
    private static bool EndsWithoutTime(Task check) => check.Wait(TimeSpan.FromSeconds(30));

    private async Task WorkAsync(ILivenessClient[] clients)
    {
        int number;
        while ((number = Interlocked.Increment(ref _next)) < checks)
        {
            await CheckAsync(number, clients[number % clients.Length]).ConfigureAwait(false);
        }
    }

    private async Task CheckAsync(int number, ILivenessClient client)
    {
        ChaosCheck check = ChaosCheck.Begin(HashCode.Combine(seed, number), faultRate);
        using CancellationTokenSource caller = check.Chance(0.02)
            ? new(TimeSpan.FromMilliseconds(check.Random.Next(20_000)), _clock)
            : new();
        string? continuation = null;
        do
        {
            LivenessRequest request = continuation is null
                ? new LivenessRequest(_photo) { Timeout = TimeSpan.FromSeconds(check.Pick(5, 20, LongestSeconds)) }
                : LivenessRequest.Continue(continuation);
            continuation = await CheckAsync(number, check, client, request, caller).ConfigureAwait(false);
        }
        while (continuation is not null && check.Chance(0.7));

        if (check.PaidTwice)
        {
            Violations.Enqueue($"{number}: a paid message was sent again.");
        }
    }

    /// <summary>Makes a check, and returns what it takes to continue it, if it came to that.</summary>
    private async Task<string?> CheckAsync(int number, ChaosCheck check, ILivenessClient client, LivenessRequest request, CancellationTokenSource caller)
    {
        TaskCompletionSource ended = new();
        TimeSpan longest = request.Timeout ?? TimeSpan.FromSeconds(LongestSeconds);

        // The clock may be about to take a step when a check begins, so that its time starts one step after the watchdog's.
        using ITimer watchdog = _clock.CreateTimer(
            _ => Expect(EndsWithoutTime(ended.Task), $"it went on for more than {longest}"), null, longest + (2 * s_step), Timeout.InfiniteTimeSpan);
        try
        {
            LivenessResult result = await client.CheckAsync(request, caller.Token).ConfigureAwait(false);
            Count(result.Verdict.ToString());
            Expect(result.Verdict == check.Truth, $"the verdict is {result.Verdict}, but the vendor said {check.Truth}");
            Expect(result.Attempts.Single().MayHaveBeenProcessed == check.MayHaveBeenProcessed, "the result is wrong about what may have been processed");
        }
        catch (LivenessException e)
        {
            Count(e.Error.ToString());
            Expect(e.MayHaveBeenProcessed || !check.MayHaveBeenProcessed, $"the failure denies what may have been processed: {e.Message}");
            Expect(!e.MayHaveBeenProcessed || check.Underway, $"the failure holds for possible what was never sent: {e.Message}");
            Expect(e.Attempts.Single().PhotoSent || !check.PhotoArrived || request.ContinuationToken is not null, "the photo was sent, but the attempt denies it");
            return e.ContinuationToken;
        }
        catch (OperationCanceledException e)
        {
            Count("cancelled");
            Expect(e.CancellationToken == caller.Token && caller.IsCancellationRequested, "it was cancelled by nobody");
        }
        catch (Exception e)
        {
            Expect(false, $"an exception that is not documented: {e}");
        }
        finally
        {
            ended.SetResult();
        }

        return null;

        void Expect(bool held, string violation)
        {
            if (!held)
            {
                Violations.Enqueue($"{number}: {violation}.");
            }
        }
    }

    private void Count(string ending) => Endings.AddOrUpdate(ending, 1, (_, count) => count + 1);

    private ServiceProvider Build(ChaosNetwork network)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(_clock);
        LivenessBuilder liveness = services.AddLiveness();
        foreach (string name in s_clients)
        {
            Register(liveness, name);
            liveness.ConfigureHttpClient(name, client => client.ConfigurePrimaryHttpMessageHandler(() => network));
            if (name.EndsWith("-behind", StringComparison.Ordinal))
            {
                liveness.ConfigureHttpClient(name, client => client.AddHttpMessageHandler(() => new ChaosEgressHandler(network)));
            }
        }

        return services.BuildServiceProvider();
    }

    private static void Register(LivenessBuilder liveness, string name)
    {
        if (name.StartsWith("argos", StringComparison.Ordinal))
        {
            liveness.AddArgos(name, options =>
            {
                options.Endpoint = new Uri("https://argos.example/");
                options.ApiKey = "key";
            });
        }
        else
        {
            liveness.AddProgeny(name, options =>
            {
                options.Endpoint = new Uri("https://progeny.example/");
                options.Username = "name";
                options.Password = "password";
            });
        }
    }
}
