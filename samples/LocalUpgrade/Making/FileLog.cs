using System.Globalization;
using Microsoft.Extensions.Logging;

namespace LocalUpgrade.Making;

/// <summary>Appends everything that is logged to a file, a line each. What cannot be written is lost: a log must never stop an upgrade.</summary>
internal sealed class FileLog : ILoggerFactory
{
    private readonly Lock gate = new();
    private readonly StreamWriter? writer;

    public FileLog(string file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            FileStreamOptions options = new() { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            writer = new(file, options) { AutoFlush = true };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"Nothing is logged: {failure.Message}");
        }
    }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("There is one file, and nothing else.");

    public void Dispose() => writer?.Dispose();

    private void Write(string line)
    {
        lock (gate)
        {
            try
            {
                writer?.WriteLine(line);
            }
            catch (Exception lost) when (lost is IOException or ObjectDisposedException)
            {
                // The disk is full, or the program ends.
            }
        }
    }

    private sealed class Category(FileLog log, string name) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            string text = formatter(state, exception) + (exception is null ? "" : $" | {exception}");
            log.Write(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:O} {logLevel} {eventId.Id} {name}: {text.ReplaceLineEndings(" ⏎ ")}"));
        }
    }
}
