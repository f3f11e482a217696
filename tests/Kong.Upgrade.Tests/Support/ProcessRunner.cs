using System.Diagnostics;

namespace Kong.Upgrade.Tests.Support;

/// <summary>Lets a shell do what .NET would not: it knows nothing of .NET's file locks.</summary>
internal static class ProcessRunner
{
    public static void Shell(string command)
    {
        using Process process = Process.Start("/bin/sh", ["-c", command]);
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
    }
}
