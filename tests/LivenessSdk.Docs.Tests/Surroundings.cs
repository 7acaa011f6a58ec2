using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Docs.Tests;

#pragma warning disable IDE1006 // Named as a program names them.

/// <summary>Runs the program of a page. It supplies what the operating system and the vendors would: arguments, settings and answers.</summary>
public abstract class Surroundings : IAsyncDisposable
{
    private LivenessSimulator? _simulator;

    /// <summary>Gets the application that the program would have run; <c>null</c> if it is none.</summary>
    internal WebApplication? Application { get; private set; }

    /// <summary>Gets the application as the program has left it, not yet built; <c>null</c> if it is none or was built.</summary>
    internal WebApplicationBuilder? Builder { get; private set; }

    private LivenessSimulator Simulator => _simulator!;

    /// <summary>Gets a reader's settings, and a free port.</summary>
    protected string[] args =>
    [
        .. Simulator.ToConfiguration().AsEnumerable().Where(setting => setting.Value is not null).Select(setting => $"--{setting.Key}={setting.Value}"),
        $"--Argos:ApiKey={Simulator.Argos.ApiKey}",
        $"--Dojah:AppId={Simulator.Dojah.AppId}",
        $"--Dojah:SecretKey={Simulator.Dojah.SecretKey}",
        $"--Progeny:Username={Simulator.Progeny.Username}",
        $"--Progeny:Password={Simulator.Progeny.Password}",
        $"--Riset:Endpoint={Simulator.Riset.Endpoint}",
        $"--Riset:ClientId={Simulator.Riset.ClientId}",
        $"--Riset:Password={Simulator.Riset.Password}",
        $"--Verihubs:AppId={Simulator.Verihubs.AppId}",
        $"--Verihubs:ApiKey={Simulator.Verihubs.ApiKey}",
        "--Logging:LogLevel:Default=None",
        "--urls=http://127.0.0.1:0",
    ];

    /// <summary>Gets the creator of clients, under the name of the class, so that a vendor's default address leads to the simulator.</summary>
    protected SimulatedClients LivenessClient { get; private set; } = null!;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Application is not null)
        {
            await Application.DisposeAsync();
        }
    }

    internal async Task RunAsync(LivenessSimulator simulator)
    {
        _simulator = simulator;
        LivenessClient = new SimulatedClients(simulator);
        object? outcome = await RunProgramAsync();
        Application = outcome as WebApplication;
        Builder = outcome as WebApplicationBuilder;
    }

    protected abstract Task<object?> RunProgramAsync();
}
