using System.Text.RegularExpressions;

namespace Kong.Upgrade.Migrations;

/// <summary>What Kong says when one migration fails: <c>failed to run migration '006_350_to_360' up: …</c> (kong-facts 1.7).</summary>
internal sealed partial record FailedMigration(Migration Migration, string Part, string Why)
{
    public static FailedMigration? Find(IReadOnlyList<string> lines)
    {
        Match? failure = lines.Select(line => Failure().Match(line)).LastOrDefault(match => match.Success);
        if (failure is null) return null;
        // The two streams interleave, so the subsystem is the last that was begun anywhere.
        string subsystem = lines.Select(line => Beginning().Match(line)).LastOrDefault(match => match.Success)?.Groups["subsystem"].Value ?? "?";
        return new(new(subsystem, failure.Groups["name"].Value), failure.Groups["part"].Value, failure.Groups["why"].Value.Trim());
    }

    public override string ToString() => $"{Migration} failed in its {Part}: {Why}";

    [GeneratedRegex(@"failed to run migration '(?<name>[^']+)' (?<part>\w+): (?<why>.*)")]
    private static partial Regex Failure();

    [GeneratedRegex(@"migrating (?<subsystem>\S+) on database '")]
    private static partial Regex Beginning();
}
