using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using LivenessSdk.AspNetCore.Challenges;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LivenessSdk.AspNetCore.Endpoints;

/// <summary>Limits the requests of one address and one browser session.</summary>
internal sealed class RequestLimiter(IOptions<LivenessCheckOptions> options) : IDisposable
{
    private const int NetworkBytes = 8;

    private readonly PartitionedRateLimiter<string> _challenges = Create((int)Math.Min(2L * options.Value.MaxChecksPerMinutePerAddress, int.MaxValue));
    private readonly PartitionedRateLimiter<string> _checksOfAddress = Create(options.Value.MaxChecksPerMinutePerAddress);
    private readonly PartitionedRateLimiter<string> _checksOfSession = Create(options.Value.MaxChecksPerMinutePerSession);

    public void AcquireChallenge(HttpContext context) => Acquire(_challenges, AddressOf(context));

    public void AcquireCheck(HttpContext context) => Acquire(_checksOfAddress, AddressOf(context));

    public void AcquireCheck(Challenge challenge) => Acquire(_checksOfSession, challenge.Binding);

    public void Dispose()
    {
        _challenges.Dispose();
        _checksOfAddress.Dispose();
        _checksOfSession.Dispose();
    }

    private static PartitionedRateLimiter<string> Create(int permits) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        }));

    private static void Acquire(PartitionedRateLimiter<string> limiter, string key)
    {
        using RateLimitLease lease = limiter.AttemptAcquire(key);
        if (!lease.IsAcquired)
        {
            throw new ProblemException(ProblemCode.Rate, TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>Gets the address of the connection, which only the forwarded headers middleware may replace. A single subscriber usually has a whole IPv6 network.</summary>
    private static string AddressOf(HttpContext context)
    {
        IPAddress? address = context.Connection.RemoteIpAddress;
        if (address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
        {
            return Convert.ToHexString(address.GetAddressBytes(), 0, NetworkBytes);
        }

        return address?.MapToIPv4().ToString() ?? "";
    }
}
