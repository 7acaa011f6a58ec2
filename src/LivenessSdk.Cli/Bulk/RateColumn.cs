using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LivenessSdk.Cli;

/// <summary>Shows the number of photos per second, once it is known.</summary>
internal sealed class RateColumn : ProgressColumn
{
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(task.Speed is { } speed ? string.Create(CultureInfo.InvariantCulture, $"{speed:0.0}/s") : "");
}
