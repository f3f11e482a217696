using System.Text.RegularExpressions;

namespace Kong.Upgrade.Migrations;

/// <summary>Reads what <c>kong migrations list</c> prints for people (kong-facts 1.4). It never says what is missing.</summary>
internal static partial class ListOutput
{
    private const string Bootstrap = "Database needs bootstrapping";

    /// <summary>The state in it, or <see langword="null"/> when exit code and text together tell none.</summary>
    public static KongView? Read(int exitCode, string output)
    {
        string[] lines = [.. output.Split('\n').Select(line => Stamp().Replace(line.TrimEnd('\r'), ""))];
        bool needsBootstrap = lines.Any(line => line.StartsWith(Bootstrap, StringComparison.Ordinal));
        if (needsBootstrap != (exitCode == 3)) return null;
        if (needsBootstrap) return new() { Source = "kong migrations list", NeedsBootstrap = true };
        KongView view = new()
        {
            Source = "kong migrations list",
            Executed = Block(lines, "Executed migrations:"),
            Pending = Block(lines, "Pending migrations:"),
            New = Block(lines, "New migrations available:"),
        };
        return exitCode == Code(view) ? view : null;
    }

    // What Kong answers for such a state; null for no state at all, which is how an error looks.
    private static int? Code(KongView view) =>
        view.Pending.Count > 0 ? 4 : view.New.Count > 0 ? 5 : view.Executed.Count > 0 ? 0 : null;

    private static HashSet<Migration> Block(string[] lines, string title) =>
        [.. lines.SkipWhile(line => line != title).Skip(1).TakeWhile(line => Row().IsMatch(line)).SelectMany(Names)];

    private static IEnumerable<Migration> Names(string line)
    {
        string[] parts = line.Split(':', 2);
        return parts[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => new Migration(parts[0].Trim(), name));
    }

    [GeneratedRegex(@"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d \[\w+\] ?")]
    private static partial Regex Stamp();

    [GeneratedRegex(@"^ *[\w.-]+: [\w.-]+(, [\w.-]+)*\s*$")]
    private static partial Regex Row();
}
