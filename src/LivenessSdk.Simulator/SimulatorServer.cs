using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Simulator;

/// <summary>Passes requests to the vendors, and sends their responses, delays and broken connections.</summary>
internal sealed class SimulatorServer(
    IReadOnlyList<VendorSimulator> vendors, LivenessSimulatorOptions options, ILogger logger) : IHttpApplication<HttpContext>
{
    private readonly Dictionary<VendorSimulator, RequestReader> _readers =
        vendors.ToDictionary(vendor => vendor, vendor => new RequestReader(vendor.PhotoFields, options.KeepPhotos));

    private readonly ScenarioEndpoint _scenarios = new(vendors);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        if (ScenarioEndpoint.Handles(path))
        {
            await _scenarios.AnswerAsync(context).ConfigureAwait(false);
            SimulatorLog.ScenariosAnswered(logger, context.Request.Method, path, context.Response.StatusCode);
            return;
        }

        VendorSimulator? vendor = vendors.FirstOrDefault(vendor => path.StartsWith(vendor.Path, StringComparison.Ordinal)
            && (path.Length == vendor.Path.Length || path[vendor.Path.Length] == '/'));
        if (vendor is null)
        {
            context.Response.StatusCode = (int)HttpStatusCode.NotFound;
            SimulatorLog.NotFound(logger, context.Request.Method, path);
            return;
        }

        path = path[vendor.Path.Length..];
        var record = new RecordedRequest(context.Request, path, vendor.KindOf(context.Request.Method, path));
        SimulatedResponse? refusal = await ReadAsync(vendor, record, context).ConfigureAwait(false);
        // Taken before the request becomes visible: a waiting caller may release it immediately.
        Task released = vendor.Released;
        vendor.Log.Add(record);
        if (!record.ClientLeft)
        {
            SimulatedResponse response = refusal ?? Decide(vendor, record);
            // Callers that wait for a scenario must be notified before a response stalls.
            vendor.Log.Update(record);
            await SendAsync(vendor, record, response, released, context).ConfigureAwait(false);
            vendor.Log.Update(record);
        }

        if (record.StatusCode is null)
        {
            SimulatorLog.NotAnswered(logger, vendor.Vendor, record);
        }
    }

    /// <summary>Reads the request, and returns a rejection if it is too large.</summary>
    private async Task<SimulatedResponse?> ReadAsync(VendorSimulator vendor, RecordedRequest record, HttpContext context)
    {
        try
        {
            await _readers[vendor].ReadAsync(context.Request, record, context.RequestAborted).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return vendor.Failure(exception.StatusCode);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            record.ClientLeft = true;
        }

        return null;
    }

    private SimulatedResponse Decide(VendorSimulator vendor, RecordedRequest record)
    {
        try
        {
            return vendor.Answer(record);
        }
#pragma warning disable CA1031 // Whatever a custom vendor simulator throws, the client gets a response, and the cause is logged.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            SimulatorLog.Failed(logger, exception, vendor.Vendor, record.Method, record.Path);
            return new SimulatedResponse(StatusCodes.Status500InternalServerError, "");
        }
    }

    private async Task SendAsync(
        VendorSimulator vendor, RecordedRequest record, SimulatedResponse response, Task released, HttpContext context)
    {
        try
        {
            if (response.Stalls)
            {
                await released.WaitAsync(context.RequestAborted).ConfigureAwait(false);
            }

            await Task.Delay(response.Delay, options.TimeProvider, context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            record.ClientLeft = true;
            return;
        }

        if (response.Cut == ConnectionCut.BeforeResponse)
        {
            context.Abort();
            return;
        }

        // Recorded before it is sent, so that a caller with the response also finds its status. After that, the client may disconnect.
        record.ClientLeft = context.RequestAborted.IsCancellationRequested;
        record.StatusCode = response.Status;
        vendor.Log.Update(record);
        SimulatorLog.Answered(logger, vendor.Vendor, record, response.Status);
        await WriteAsync(response, context.Response).ConfigureAwait(false);
    }

    private static async Task WriteAsync(SimulatedResponse simulated, HttpResponse response)
    {
        response.StatusCode = simulated.Status;
        response.ContentType = "application/json";
        foreach ((string name, string value) in simulated.Headers)
        {
            response.Headers[name] = value;
        }

        if (simulated.Body.Length == 0)
        {
            return; // 204 and 304 allow no body, and Kestrel may close a connection on which even an empty one is written.
        }

        byte[] body = Encoding.UTF8.GetBytes(simulated.Body);
        response.ContentLength = body.Length;
        // Kestrel closes the connection when less is written than the length announced.
        int sent = simulated.Cut == ConnectionCut.WithinBody ? body.Length / 2 : body.Length;
        await response.Body.WriteAsync(body.AsMemory(0, sent), CancellationToken.None).ConfigureAwait(false);
    }
}
