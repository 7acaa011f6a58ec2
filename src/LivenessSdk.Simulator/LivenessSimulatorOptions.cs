using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LivenessSdk.Simulator;

/// <summary>Represents the options of a <see cref="LivenessSimulator"/>.</summary>
public sealed class LivenessSimulatorOptions
{
    /// <summary>Gets the port on 127.0.0.1. The default is 0, which selects a free port.</summary>
    public int Port { get; init; }

    /// <summary>Gets the clock for slow responses and the lifetimes of tokens. The default is the system clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets the logger factory for requests, which are logged without their content. By default, nothing is logged.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Gets a value indicating whether the bytes of received photos are kept with the requests. The default is true. Format and sizes are kept in any case.</summary>
    public bool KeepPhotos { get; init; } = true;

    /// <summary>Gets the maximum number of recent requests that are kept for each vendor. By default, all are kept.</summary>
    public int MaxRequests { get; init; } = int.MaxValue;

    /// <summary>Gets the simulators of additional vendors. An instance can be used in one simulator only.</summary>
    public IReadOnlyList<VendorSimulator> AdditionalVendors { get; init; } = [];
}
