using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LivenessSdk.Simulator;

/// <summary>Sets how a <see cref="LivenessSimulator"/> runs.</summary>
public sealed class LivenessSimulatorOptions
{
    /// <summary>Gets the port on 127.0.0.1; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Gets the clock for slow replies and the lifetimes of tokens; the system's unless set.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets where requests are logged, without their content; nowhere unless set.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Gets whether the bytes of received photos are kept with the requests; true unless set. Format and sizes are kept in any case.</summary>
    public bool KeepPhotos { get; init; } = true;

    /// <summary>Gets how many requests are kept for each vendor, the latest ones; all unless set.</summary>
    public int MaxRequests { get; init; } = int.MaxValue;

    /// <summary>Gets simulators of further vendors, each for this one simulator.</summary>
    public IReadOnlyList<VendorSimulator> AdditionalVendors { get; init; } = [];
}
