using System.Text.RegularExpressions;

namespace Kong.Upgrade.Simulation.Tests.Replay;

/// <summary>What real Kong answered: a folder beside the repository. Tests that need it say so and are skipped without it.</summary>
internal static partial class Recordings
{
    public static string? Root { get; } = Find();

    public static string PathOf(string relative)
    {
        if (Root is null)
            Assert.Skip("The recordings of real Kong are not on this machine (no folder shared/recordings beside the repository, KONG_UPGRADE_SHARED unset).");
        return Path.Combine(Root, relative);
    }

    public static string Text(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>An export; the private keys that were cut out of it broke its YAML, so their lines are indented again.</summary>
    public static string Export(string relative) => CutKey().Replace(Text(relative), "\n    REMOVED\n    -----END");

    public static IEnumerable<ProbeRow> Probe(string relative) =>
        Text(relative).Split('\n').Select(l => ProbeLine().Match(l)).Where(m => m.Success)
            .Select(m => new ProbeRow(m.Groups[1].Value, m.Groups[2].Value, int.Parse(m.Groups[3].Value), m.Groups[4].Value));

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("KONG_UPGRADE_SHARED");
        IEnumerable<string> places = Ancestors(AppContext.BaseDirectory).Select(d => Path.Combine(d, "shared"));
        return (named is null ? places : places.Prepend(named)).Select(s => Path.Combine(s, "recordings")).FirstOrDefault(Directory.Exists);
    }

    private static IEnumerable<string> Ancestors(string directory)
    {
        for (DirectoryInfo? d = new(directory); d is not null; d = d.Parent)
            yield return d.FullName;
    }

    [GeneratedRegex(@"\nREMOVED\n-----END")]
    private static partial Regex CutKey();

    [GeneratedRegex(@"^(proxy|admin|status) (.*?)\s+(\d{3}) [\d.]+\s*(.*)$")]
    private static partial Regex ProbeLine();
}

/// <summary>One line of a probe: which listener, what was asked, and the start of the answer.</summary>
internal sealed record ProbeRow(string Listener, string Label, int Status, string Body);
