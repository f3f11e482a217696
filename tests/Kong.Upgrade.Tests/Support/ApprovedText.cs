using System.Runtime.CompilerServices;

namespace Kong.Upgrade.Tests.Support;

/// <summary>Compares text with the approved one, byte for byte, and keeps what was received beside it for a diff.</summary>
internal static class ApprovedText
{
    public static void Check(string received, string name, [CallerFilePath] string caller = "")
    {
        string approvedPath = PathOf(name, caller), receivedPath = Path.ChangeExtension(approvedPath, ".received.txt");
        string approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath) : string.Empty;
        if (approved == received)
        {
            File.Delete(receivedPath);
            return;
        }
        File.WriteAllText(receivedPath, received);
        Assert.Fail($"{name}: {FirstDifference(approved, received)}. If it is right, replace {name}.txt by {Path.GetFileName(receivedPath)}.");
    }

    public static string FirstDifference(string approved, string received)
    {
        string[] was = approved.Split('\n'), now = received.Split('\n');
        int line = 0;
        while (line < was.Length && line < now.Length && was[line] == now[line]) line++;
        return $"line {line + 1} was approved as '{Line(was, line)}' and is '{Line(now, line)}'";
    }

    private static string Line(string[] lines, int number) => number < lines.Length ? lines[number] : "(end)";

    private static string PathOf(string name, string caller)
    {
        DirectoryInfo? at = new(Path.GetDirectoryName(caller)!);
        while (at is not null && !Directory.Exists(Path.Combine(at.FullName, "Approved"))) at = at.Parent;
        return Path.Combine(at?.FullName ?? throw new DirectoryNotFoundException("No folder 'Approved' above " + caller), "Approved", name + ".txt");
    }
}
