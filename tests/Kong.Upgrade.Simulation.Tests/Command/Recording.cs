using System.Globalization;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Simulation.Tests.Command;

/// <summary>One command that real Kong was recorded at: what was typed, what it printed and how it ended.</summary>
internal sealed partial record Recording(string Path, string Version, IReadOnlyList<string> Args, string Out, string Err, int ExitCode)
{
    public const string LabRun = "/opt/kong-lab/run";

    /// <summary>Recorded folders are named by what was upgraded; the last one has one version only.</summary>
    public string OldVersion => Path.Split('/')[0].Split("-to-")[0];

    public string NewVersion => Path.Split('/')[0].Split("-to-")[^1];

    public string Name => System.IO.Path.GetFileName(Path);

    public string Database => DatabaseName().Match(Out) is { Success: true } match ? match.Groups[1].Value : "lab";

    /// <summary>The configuration file as the lab had it: after -c, or what <c>check</c> is to check.</summary>
    public string? LabFile => ValueOf("-c") ?? Args.FirstOrDefault(arg => arg.StartsWith(LabRun, StringComparison.Ordinal) && arg.EndsWith(".conf", StringComparison.Ordinal));

    /// <summary>The prefix as the lab had it: named by -p, or like the configuration file.</summary>
    public string? LabPrefix => ValueOf("-p") ?? LabFile?.Replace(".conf", "", StringComparison.Ordinal);

    public bool FindsNoPrefix => Out.Contains("not found, trying to create it", StringComparison.Ordinal) || Err.Contains("no such prefix", StringComparison.Ordinal);

    public static Recording Read(string path)
    {
        string file = System.IO.Path.Combine(Recordings.Folder!, path);
        string[] lines = File.ReadAllLines(file + ".cmd");
        string version = lines[0].StartsWith("# kong ", StringComparison.Ordinal) ? lines[0]["# kong ".Length..] : "3.9.1";
        string command = lines.First(line => line.StartsWith("kong ", StringComparison.Ordinal)).Split("   #")[0];
        return new Recording(
            path,
            version,
            command.Split(' ')[1..],
            File.ReadAllText(file + ".out"),
            File.ReadAllText(file + ".err"),
            int.Parse(File.ReadAllText(file + ".rc"), CultureInfo.InvariantCulture));
    }

    private string? ValueOf(string option) => Args.SkipWhile(arg => arg != option).Skip(1).FirstOrDefault();

    [GeneratedRegex(@"on database '(\w+)'")]
    private static partial Regex DatabaseName();
}
