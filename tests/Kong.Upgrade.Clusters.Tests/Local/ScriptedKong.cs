namespace Kong.Upgrade.Clusters.Tests.Local;

/// <summary>A <c>kong</c> of a few lines of shell, for what the simulated one does not do.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal static class ScriptedKong
{
    public static string Write(string folder, string body)
    {
        string file = Path.Combine(folder, $"kong-{Guid.NewGuid():N}");
        File.WriteAllText(file, "#!/bin/sh\n" + body + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }
}
