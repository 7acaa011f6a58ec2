using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Simulator;

/// <summary>Carries requests to the vendors and their replies, delays and cuts back to the network.</summary>
internal sealed class SimulatorServer(
    IReadOnlyList<VendorSimulator> vendors, LivenessSimulatorOptions options, ILogger logger) : IHttpApplication<HttpContext>
{
    private readonly Dictionary<VendorSimulator, RequestReader> _readers =
        vendors.ToDictionary(vendor => vendor, vendor => new RequestReader(vendor.PhotoFields, options.KeepPhotos));

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        VendorSimulator? vendor = vendors.FirstOrDefault(vendor => path.StartsWith(vendor.Path + "/", StringComparison.Ordinal));
        if (vendor is null)
        {
            context.Response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }

        path = path[vendor.Path.Length..];
        var record = new RecordedRequest(context.Request, path, vendor.Classify(context.Request.Method, path));
        SimulatedReply? reply = await ReceiveAsync(vendor, record, context).ConfigureAwait(false);
        if (reply is not null)
        {
            await SendAsync(vendor, record, reply, context).ConfigureAwait(false);
        }

        record.ClientLeft |= context.RequestAborted.IsCancellationRequested && reply?.Cut != ConnectionCut.BeforeReply;
        vendor.Log.Update(record);
        SimulatorLog.Answered(logger, vendor.Vendor, record.Method, record.Path, record.StatusCode, record.Scenario);
    }

    private async Task<SimulatedReply?> ReceiveAsync(VendorSimulator vendor, RecordedRequest record, HttpContext context)
    {
        SimulatedReply reply;
        try
        {
            await _readers[vendor].ReadAsync(context.Request, record, context.RequestAborted).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            vendor.Log.Add(record);
            return vendor.Refuse(exception.StatusCode);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            record.ClientLeft = true;
            vendor.Log.Add(record);
            return null;
        }

        vendor.Log.Add(record);
        try
        {
            reply = vendor.Reply(record);
        }
#pragma warning disable CA1031 // Whatever a vendor's own simulator throws, the client gets an answer and the log the cause.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            SimulatorLog.Failed(logger, exception, vendor.Vendor, record.Method, record.Path);
            reply = new SimulatedReply(StatusCodes.Status500InternalServerError, "");
        }

        return reply;
    }

    private async Task SendAsync(VendorSimulator vendor, RecordedRequest record, SimulatedReply reply, HttpContext context)
    {
        try
        {
            if (reply.Stalls)
            {
                await vendor.Released.WaitAsync(context.RequestAborted).ConfigureAwait(false);
            }

            await Task.Delay(reply.Delay, options.TimeProvider, context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            record.ClientLeft = true;
            return;
        }

        if (reply.Cut == ConnectionCut.BeforeReply)
        {
            context.Abort();
            return;
        }

        // Recorded before it is sent: who has the reply also finds its status.
        record.StatusCode = reply.Status;
        vendor.Log.Update(record);
        byte[] body = Encoding.UTF8.GetBytes(reply.Body);
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json";
        foreach ((string name, string value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.ContentLength = body.Length;
        // Kestrel closes the connection when less arrives than the length announced.
        int sent = reply.Cut == ConnectionCut.WithinBody ? body.Length / 2 : body.Length;
        await context.Response.Body.WriteAsync(body.AsMemory(0, sent), CancellationToken.None).ConfigureAwait(false);
    }
}
