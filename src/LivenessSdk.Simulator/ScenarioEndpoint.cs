using System.Text;
using Microsoft.AspNetCore.Http;

namespace LivenessSdk.Simulator;

/// <summary>Lets another process change the scenarios: <c>GET /scenarios</c> lists them, <c>PUT /scenarios/argos</c> sets the one in the body.</summary>
internal sealed class ScenarioEndpoint(IReadOnlyList<VendorSimulator> vendors)
{
    private const string Path = "/scenarios";
    private const int LongestName = 100;

    public static bool Handles(string path) => path == Path || path.StartsWith($"{Path}/", StringComparison.Ordinal);

    public async Task AnswerAsync(HttpContext context)
    {
        (int status, string text) = await DecideAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text + "\n"), context.RequestAborted).ConfigureAwait(false);
    }

    private async Task<(int Status, string Text)> DecideAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        string name = request.Path.Value![Path.Length..].Trim('/');
        VendorSimulator[] meant = [.. vendors.Where(vendor => name.Length == 0 || vendor.Vendor.Equals(name, StringComparison.OrdinalIgnoreCase))];
        if (meant.Length == 0)
        {
            return (StatusCodes.Status404NotFound, $"The vendor is unknown. Available vendors: {string.Join(", ", vendors.Select(vendor => vendor.Vendor))}.");
        }

        if (HttpMethods.IsPut(request.Method))
        {
            if (Scenario.Find(await ReadAsync(request.Body, cancellationToken).ConfigureAwait(false)) is not { } scenario)
            {
                return (StatusCodes.Status400BadRequest, $"The body must be the name of a scenario: {string.Join(", ", Scenario.All.Select(known => known.Name))}.");
            }

            Array.ForEach(meant, vendor => vendor.Always(scenario));
        }
        else if (!HttpMethods.IsGet(request.Method))
        {
            return (StatusCodes.Status405MethodNotAllowed, "Use GET to list the scenarios, or PUT with the name of a scenario as the body.");
        }

        return (StatusCodes.Status200OK, string.Join('\n', meant.Select(vendor => $"{vendor.Vendor} {vendor.LastingScenario}")));
    }

    private static async Task<string> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        byte[] text = new byte[LongestName];
        int length = await body.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(text, 0, length).Trim();
    }
}
