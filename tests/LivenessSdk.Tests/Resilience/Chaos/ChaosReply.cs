using System.Net;
using System.Text;

namespace LivenessSdk.Tests.Resilience.Chaos;

/// <summary>Says how the body of a reply comes.</summary>
internal enum Ending
{
    Whole,
    CutOff,
    Reset,
    Stalled,
}

/// <summary>Counts the reply bodies that were opened and not closed again.</summary>
internal sealed class OpenReplies
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Opened() => Interlocked.Increment(ref _count);

    public void Closed() => Interlocked.Decrement(ref _count);
}

/// <summary>Is the body of a reply, which may end early, never or with an error.</summary>
internal sealed class ChaosReply(string body, Ending ending, TimeProvider clock, OpenReplies open) : HttpContent
{
    public static HttpResponseMessage Create(int status, string body, Ending ending, long? announced, TimeProvider clock, OpenReplies open)
    {
        open.Opened();
        ChaosReply content = new(body, ending, clock, open);
        content.Headers.ContentLength = announced;
        return new HttpResponseMessage((HttpStatusCode)status) { Content = content };
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new Body(body, ending, clock));

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        open.Closed();
        base.Dispose(disposing);
    }

    private sealed class Body(string text, Ending ending, TimeProvider clock)
        : MemoryStream(Encoding.UTF8.GetBytes(ending == Ending.Whole ? text : text[..(text.Length / 2)]), writable: false)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = Read(buffer.Span);
            if (read == 0 && ending == Ending.Reset)
            {
                throw new IOException("The connection was reset within the reply.");
            }

            if (read == 0 && ending == Ending.Stalled)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
            }

            return read;
        }
    }
}

/// <summary>Takes so many bytes of a request's body, and then breaks.</summary>
internal sealed class BreakingStream(int bytes) : MemoryStream
{
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return Length > bytes ? throw new IOException("The connection was reset within the body.") : default;
    }
}
