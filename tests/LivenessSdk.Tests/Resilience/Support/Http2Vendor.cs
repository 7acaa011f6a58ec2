using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Answers over HTTP/2 with exactly the frames that a test writes: once each request, photo and all, has arrived.</summary>
internal sealed class Http2Vendor : IAsyncDisposable
{
    private const int Preface = 24;
    private const byte EndOfStream = 1;
    private const byte EndOfHeaders = 4;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate;
    private readonly Queue<Func<Http2Conversation, Task>> _script;
    private readonly List<int> _bodies = [];
    private readonly Task _accepting;

    public Http2Vendor(X509Certificate2 certificate, params Func<Http2Conversation, Task>[] answers)
    {
        _certificate = certificate;
        _script = new(answers);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public enum Frame : byte
    {
        Data = 0,
        Headers = 1,
        Reset = 3,
        Settings = 4,
        GoAway = 7,
        WindowUpdate = 8,
    }

    public Uri Endpoint => new($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Gets the length of each body that arrived whole, in order.</summary>
    public IReadOnlyList<int> Bodies => _bodies;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    /// <summary>Serves one connection after the other.</summary>
    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using SslStream stream = new(client.GetStream());
                await stream.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificate = _certificate, ApplicationProtocols = [SslApplicationProtocol.Http2] }, _stop.Token);
                try
                {
                    await ServeAsync(stream);
                }
                catch (IOException)
                {
                    // One of the two left.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(SslStream stream)
    {
        await stream.ReadExactlyAsync(new byte[Preface], _stop.Token);
        Http2Conversation conversation = new(stream, _stop.Token);
        await conversation.WriteAsync(Frame.Settings);
        int body = 0;
        byte[] head = new byte[9];
        while (true)
        {
            await stream.ReadExactlyAsync(head, _stop.Token);
            int length = (head[0] << 16) | (head[1] << 8) | head[2];
            (Frame kind, byte flags) = ((Frame)head[3], head[4]);
            await stream.ReadExactlyAsync(new byte[length], _stop.Token);
            if (kind == Frame.Settings && flags == 0)
            {
                await conversation.WriteAsync(Frame.Settings, flags: 1);
            }

            if (kind == Frame.Data)
            {
                body += length;
                if ((flags & EndOfStream) != 0)
                {
                    _bodies.Add(body);
                    body = 0;
                    conversation.Stream = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5));
                    await (_script.TryDequeue(out Func<Http2Conversation, Task>? answer) ? answer : AnswerAsync)(conversation);
                }
            }
        }
    }

    private static async Task AnswerAsync(Http2Conversation conversation)
    {
        const byte Status200 = 0x88;
        await conversation.WriteAsync(Frame.Headers, EndOfHeaders, conversation.Stream, Status200);
        await conversation.WriteAsync(Frame.Data, EndOfStream, conversation.Stream, "live"u8.ToArray());
    }
}

/// <summary>Stands for one HTTP/2 connection while its requests are answered.</summary>
internal sealed class Http2Conversation(Stream stream, CancellationToken stop)
{
    /// <summary>Gets or sets the stream of the request to answer.</summary>
    public int Stream { get; set; }

    /// <summary>Ends the request with an error code.</summary>
    public Task ResetAsync(int code) => WriteAsync(Http2Vendor.Frame.Reset, 0, Stream, Bytes(code));

    /// <summary>Ends the connection, and says up to which stream requests may have been processed.</summary>
    public Task GoAwayAsync(int lastStream) => WriteAsync(Http2Vendor.Frame.GoAway, 0, 0, [.. Bytes(lastStream), .. Bytes(0)]);

    public async Task WriteAsync(Http2Vendor.Frame kind, byte flags = 0, int id = 0, params byte[] payload)
    {
        byte[] frame = [(byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, (byte)kind, flags, .. Bytes(id), .. payload];
        await stream.WriteAsync(frame, stop);
        await stream.FlushAsync(stop);
    }

    private static byte[] Bytes(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
