using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LivenessSdk.Cli;

/// <summary>Shows the progress of an evaluation: as a bar on a terminal, otherwise as a line for every tenth.</summary>
internal sealed class EvaluationProgress(Terminal terminal, string name, int total)
{
    private readonly Dictionary<string, decimal> _costs = [];
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private int _done;

    private bool IsInteractive => terminal.Error.Profile.Capabilities.Interactive;

    /// <summary>Runs <paramref name="work"/>, which reports each check with the amounts paid for it.</summary>
    public async Task RunAsync(Func<Action<IEnumerable<(decimal Amount, string Currency)>>, Task> work)
    {
        if (!IsInteractive)
        {
            await work(paid =>
            {
                Add(paid);
                if (_done * 10 / total > (_done - 1) * 10 / total)
                {
                    terminal.Note($"{name}: {_done} of {total}, {Describe()}");
                }
            });
            return;
        }

        await terminal.Error.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn(), new CostColumn(this))
            .StartAsync(async context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape($"{name}, {total} photos"), maxValue: total);
                await work(paid =>
                {
                    Add(paid);
                    task.Increment(1);
                });
            });
    }

    private void Add(IEnumerable<(decimal Amount, string Currency)> paid)
    {
        _done++;
        lock (_costs)
        {
            foreach ((decimal amount, string currency) in paid)
            {
                _costs[currency] = _costs.GetValueOrDefault(currency) + amount;
            }
        }
    }

    private string Describe()
    {
        double seconds = TimeProvider.System.GetElapsedTime(_started).TotalSeconds;
        double rate = seconds > 0 ? _done / seconds : 0;
        string left = rate > 0 ? TimeSpan.FromSeconds(Math.Round((total - _done) / rate)).ToString("c", CultureInfo.InvariantCulture) : "unknown";
        string costs = Costs();
        return string.Create(CultureInfo.InvariantCulture, $"{rate:0.0}/s, {left} left{(costs.Length > 0 ? $", {costs} so far" : "")}");
    }

    private string Costs()
    {
        lock (_costs)
        {
            return CheckPrices.Describe(_costs.Select(cost => (cost.Value, cost.Key)));
        }
    }

    private sealed class CostColumn(EvaluationProgress progress) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(progress.Costs());
    }
}
