using System.Diagnostics;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>This program once more, whether it runs by its own file or by <c>dotnet</c>.</summary>
internal static class ThisExecutable
{
    public static ProcessStartInfo With(IReadOnlyList<string> arguments)
    {
        string executable = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(executable) == "dotnet";
        return new ProcessStartInfo(executable, isHost ? [typeof(ThisExecutable).Assembly.Location, .. arguments] : arguments);
    }
}
