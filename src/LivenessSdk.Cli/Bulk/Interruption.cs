using System.Runtime.InteropServices;

namespace LivenessSdk.Cli;

/// <summary>Represents Ctrl+C and SIGTERM: the first signal stops the run gracefully, the second ends it immediately.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private readonly PosixSignalRegistration[] _signals;
    private readonly Action _onStop;
    private int _count;

    /// <param name="onStop">Called at the first signal.</param>
    public Interruption(Action onStop)
    {
        _onStop = onStop;
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];
    }

    /// <summary>Gets a value indicating whether there was a signal.</summary>
    public bool IsRequested => _stop.IsCancellationRequested;

    /// <summary>Gets the token that is canceled by the first signal.</summary>
    public CancellationToken StopToken => _stop.Token;

    /// <summary>Gets the token that is canceled by the second signal.</summary>
    public CancellationToken EndToken => _end.Token;

    public void Dispose()
    {
        Array.ForEach(_signals, signal => signal.Dispose());
        _stop.Dispose();
        _end.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        int count = Interlocked.Increment(ref _count);
        context.Cancel = count <= 2; // A third signal ends the process.
        if (count == 1)
        {
            _onStop();
            _stop.Cancel();
        }
        else if (count == 2)
        {
            _end.Cancel();
        }
    }
}
