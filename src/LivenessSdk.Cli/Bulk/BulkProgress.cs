using System.Globalization;
using Spectre.Console;

namespace LivenessSdk.Cli;

/// <summary>Shows the progress of a run: as a bar on a terminal, otherwise as a line whenever the run starts or ends to wait.</summary>
internal sealed class BulkProgress(Terminal terminal, int total, int concurrency) : IProgress<CheckManyProgress>
{
    private readonly string _photos = string.Create(CultureInfo.InvariantCulture, $"{total} photos");
    private ProgressTask? _bar;
    private bool _isWaiting;

    /// <summary>Shows progress while <paramref name="work"/> runs.</summary>
    public async Task ShowAsync(Func<Task> work)
    {
        if (!terminal.Error.Profile.Capabilities.Interactive)
        {
            await work();
            return;
        }

        await terminal.Error.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                _bar = context.AddTask(_photos, maxValue: total);
                await work();
            });
    }

    /// <summary>Counts one photo, and writes its failure if there is one.</summary>
    public void Add(Outcome outcome, bool isSimulated)
    {
        _bar?.Increment(1);
        if (outcome.Failure is not null)
        {
            Write(Words.Failure(outcome, isSimulated));
        }
    }

    /// <summary>Shows that the run is stopping.</summary>
    public void Stop() =>
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"Stopping. Waiting for up to {concurrency} checks in flight, since they are paid for; press Ctrl+C again to end immediately."));

    /// <summary>Writes information about the run.</summary>
    public void Report(string message) => Write(message);

    public void Report(CheckManyProgress value)
    {
        bool wasWaiting = _isWaiting;
        _isWaiting = value.Outage is not null;
        if (value is { Outage: { } outage, RetryIn: { } wait })
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"Waiting, next try in {Math.Ceiling(wait.TotalSeconds)} s: {outage.Message}");
            if (_bar is not null)
            {
                _bar.Description = Markup.Escape(Terminal.Plain(text));
            }
            else if (!wasWaiting)
            {
                Write(text);
            }
        }
        else if (wasWaiting)
        {
            _bar?.Description = _photos;
            if (_bar is null)
            {
                Write("Continuing.");
            }
        }
    }

    private void Write(string message)
    {
        if (_bar is null)
        {
            terminal.Fail(message);
        }
        else
        {
            terminal.Error.WriteLine($"liveness: {Terminal.Plain(message)}"); // Above the bar, which would otherwise be overwritten.
        }
    }
}
