using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Witness;

/// <summary>The simulated kong behind a shell script that does one thing otherwise.</summary>
internal sealed class ScriptedKong : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kong-upgrade-script-").FullName;

    /// <param name="version">The version.</param>
    /// <param name="otherwise">Shell lines that run first; <c>$1</c> is the command and <c>$FOLDER</c> a folder of their own.</param>
    public ScriptedKong(string version, string otherwise)
    {
        string script = folder + "/kong";
        File.WriteAllText(script, $"#!/bin/sh\nFOLDER={folder}\n{otherwise}\nexec {SimulatedKong.Path} \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Command = new(KongVersion.Parse(version), script) { Environment = SimulatedKong.Of(version).Environment };
    }

    public KongCommand Command { get; }

    public string At(string name) => folder + "/" + name;

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
