using System.Globalization;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Cli;

/// <summary>Writes the log of the simulator, one line per request.</summary>
internal sealed class RequestLog(Terminal terminal) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string time = TimeProvider.System.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        terminal.WriteLine($"{time} simulated: {Terminal.Plain(formatter(state, exception))}");
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log is written to the terminal only.");

    public void Dispose()
    {
    }
}
