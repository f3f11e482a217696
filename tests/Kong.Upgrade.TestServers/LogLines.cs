using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.TestServers;

/// <summary>Keeps everything that was logged, at any level, and is its own factory.</summary>
public sealed class LogLines : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, int Id, string Text, Exception? Error)> entries = [];

    /// <summary>Ids and texts, the exceptions' with them.</summary>
    public IReadOnlyList<(int Id, string Text)> Entries => [.. entries.Select(e => (e.Id, $"{e.Text} {e.Error}"))];

    /// <summary>Level, id and text of each.</summary>
    public IReadOnlyList<string> Lines => [.. entries.Select(e => $"{e.Level} {e.Id} {e.Text}")];

    /// <summary>Id and text, a line each.</summary>
    public string Text => string.Join('\n', entries.Select(e => $"{e.Id}: {e.Text}"));

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        entries.Enqueue((logLevel, eventId.Id, formatter(state, exception), exception));

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
