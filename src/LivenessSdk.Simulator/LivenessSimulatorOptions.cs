using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LivenessSdk.Simulator;

/// <summary>Sets how a <see cref="LivenessSimulator"/> runs.</summary>
public sealed class LivenessSimulatorOptions
{
    /// <summary>Gets the port on 127.0.0.1; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Gets the clock for slow replies and the lifetimes of tokens. The default is the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets where requests are logged, without their content. The default is nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Gets a value indicating whether the bytes of received photos are kept with the requests. The default is true. Format and sizes are kept in any case.</summary>
    public bool KeepPhotos { get; init; } = true;

    /// <summary>Gets how many requests are kept for each vendor, the latest ones. The default is all.</summary>
    public int MaxRequests { get; init; } = int.MaxValue;

    /// <summary>Gets simulators of further vendors, each for this one simulator.</summary>
    public IReadOnlyList<VendorSimulator> AdditionalVendors { get; init; } = [];
}
