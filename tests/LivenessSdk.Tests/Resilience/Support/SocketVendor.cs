using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Answers on a real socket with exactly the bytes that a test writes, including none, half of them or nonsense.</summary>
internal sealed class SocketVendor : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Func<Conversation, Task>> _script = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly Task _accepting;
    private int _requests;
    private int _connections;

    public SocketVendor()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Gets how many requests arrived, wholly or in part.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Gets how many connections were made.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Gets the heads of the requests, in order.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    /// <summary>Answers the next requests in this order; any further one with 200 and the body "live".</summary>
    public SocketVendor Then(params Func<Conversation, Task>[] answers)
    {
        foreach (Func<Conversation, Task> answer in answers)
        {
            _script.Enqueue(answer);
        }

        return this;
    }

    /// <summary>Completes when the next request has arrived.</summary>
    public async Task ArrivedAsync() =>
        (await _arrived.WaitAsync(TimeSpan.FromMinutes(1))).Should().BeTrue("a request has to arrive within a minute");

    public static Func<Conversation, Task> Reply(int status, string body = "live", params string[] headers) =>
        async conversation =>
        {
            await conversation.ReadBodyAsync();
            await conversation.WriteAsync(Head(status, body.Length, headers) + body);
        };

    public static string Head(int status, int length, params string[] headers) =>
        $"HTTP/1.1 {status} X\r\n{string.Concat(headers.Select(header => header + "\r\n"))}Content-Length: {length}\r\n\r\n";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _arrived.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> conversations = [];
        try
        {
            while (true)
            {
                conversations.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
                Interlocked.Increment(ref _connections);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using NetworkStream stream = new(socket, ownsSocket: true);
        Conversation conversation = new(socket, stream, _stop.Token);
        try
        {
            while (await conversation.ReadHeadAsync())
            {
                Interlocked.Increment(ref _requests);
                Heads.Enqueue(conversation.Head);
                _arrived.Release();
                await (_script.TryDequeue(out Func<Conversation, Task>? answer) ? answer : Reply(200))(conversation);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client left, or the test is over.
        }
    }
}

/// <summary>Stands for one connection while a request is answered.</summary>
internal sealed class Conversation(Socket socket, Stream stream, CancellationToken stop)
{
    private int _bodyBytes;

    /// <summary>Gets the head of the last request, to its empty line.</summary>
    public string Head { get; private set; } = "";

    public async Task<bool> ReadHeadAsync()
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, stop) == 0)
            {
                return false;
            }

            head.Append((char)one[0]);
        }

        Head = head.ToString();
        const string Name = "Content-Length: ";
        string? length = head.ToString().Split("\r\n").FirstOrDefault(line => line.StartsWith(Name, StringComparison.OrdinalIgnoreCase));
        _bodyBytes = length is null ? 0 : int.Parse(length[Name.Length..], System.Globalization.CultureInfo.InvariantCulture);
        return true;
    }

    public async Task ReadBodyAsync() => await stream.ReadExactlyAsync(new byte[_bodyBytes], stop);

    public async Task WriteAsync(string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text), stop);

    public async Task WriteAsync(byte[] bytes) => await stream.WriteAsync(bytes, stop);

    /// <summary>Waits until the client leaves.</summary>
    public async Task StallAsync()
    {
        if (await stream.ReadAsync(new byte[1], stop) == 0)
        {
            throw new IOException("The client left.");
        }
    }

    /// <summary>Reads nothing until the test is over, so that a client that sends much gets stuck.</summary>
    public Task IgnoreAsync() => Task.Delay(Timeout.InfiniteTimeSpan, stop);

    /// <summary>Cuts the connection off without a farewell.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }
}
