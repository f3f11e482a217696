using System.Globalization;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>The error log of a node, <c>logs/error.log</c> in its prefix, in nginx's form.</summary>
internal sealed class NodeLog(string prefix, TimeProvider time)
{
    public void Write(string level, string text)
    {
        Directory.CreateDirectory(Path.Combine(prefix, "logs"));
        string line = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy/MM/dd HH:mm:ss} [{level}] {Environment.ProcessId}#0: {text}\n");
        File.AppendAllText(Path.Combine(prefix, "logs", "error.log"), line);
    }
}
