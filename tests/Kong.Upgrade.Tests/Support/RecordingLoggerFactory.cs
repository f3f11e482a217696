using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Tests.Support;

/// <summary>Gives everybody the same logger.</summary>
internal sealed class RecordingLoggerFactory(RecordingLogger log) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => log;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("It keeps what is logged itself.");

    public void Dispose()
    {
    }
}
