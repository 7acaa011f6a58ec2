using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace LivenessSdk.Benchmarks.Verdict;

/// <summary>Forwards connections as a network would whose round trip takes its time and whose uplink is narrow.</summary>
/// <remarks>It does not model the slow start of a connection, loss, or a narrow downlink.</remarks>
internal sealed class ShapedLink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IPEndPoint _target;
    private readonly TimeSpan _roundTrip;
    private readonly double _bytesPerSecond;
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly Task _accepting;
    private long _sent;

    public ShapedLink(IPEndPoint target, TimeSpan roundTrip, double megabitsPerSecond)
    {
        _target = target;
        _roundTrip = roundTrip;
        _bytesPerSecond = megabitsPerSecond * 1_000_000 / 8;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Gets how many bytes clients have sent, handshakes included.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = ForwardAsync(client);
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using TcpClient near = client;
        using TcpClient far = new();
        try
        {
            near.NoDelay = far.NoDelay = true;
            long opened = _clock.GetTimestamp();
            await far.ConnectAsync(_target, _stop.Token);
            await Task.WhenAny(
                PassAsync(near.GetStream(), far.GetStream(), opened + Ticks(_roundTrip), _bytesPerSecond),
                PassAsync(far.GetStream(), near.GetStream(), opened, double.PositiveInfinity));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One side has gone; both connections are closed.
        }
    }

    /// <summary>Passes bytes on, each after half a round trip and not before those ahead of it have left.</summary>
    /// <param name="from">Where they come from.</param>
    /// <param name="to">Where they go.</param>
    /// <param name="free">When the first can leave: a client sends nothing before its connection is confirmed.</param>
    /// <param name="bytesPerSecond">How many leave a second.</param>
    private async Task PassAsync(NetworkStream from, NetworkStream to, long free, double bytesPerSecond)
    {
        Channel<(long Due, byte[] Bytes)> line = Channel.CreateUnbounded<(long, byte[])>();
        Task delivering = DeliverAsync(line.Reader, to);
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, _stop.Token)) > 0)
        {
            if (!double.IsPositiveInfinity(bytesPerSecond))
            {
                Interlocked.Add(ref _sent, read);
            }

            free = Math.Max(free, _clock.GetTimestamp()) + Ticks(TimeSpan.FromSeconds(read / bytesPerSecond));
            await line.Writer.WriteAsync((free + Ticks(_roundTrip / 2), buffer[..read]));
        }

        line.Writer.Complete();
        await delivering;
    }

    private async Task DeliverAsync(ChannelReader<(long Due, byte[] Bytes)> line, NetworkStream to)
    {
        await foreach ((long due, byte[] bytes) in line.ReadAllAsync(_stop.Token))
        {
            TimeSpan wait = _clock.GetElapsedTime(_clock.GetTimestamp(), due);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _stop.Token);
            }

            await to.WriteAsync(bytes, _stop.Token);
        }
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _clock.TimestampFrequency);
}
