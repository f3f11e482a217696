using System.Globalization;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Always;

/// <summary>What nodes of blue and green would both want for themselves where they share a host.</summary>
internal static class SharedHost
{
    /// <summary>The ports of a setting that both sides would listen on.</summary>
    public static IReadOnlyList<int> SharedPorts(InstallationFacts installation, string setting, string usual) =>
        installation.SharesHost ? [.. Ports(installation.Settings.Value(setting) ?? usual).Intersect(Ports(installation.Settings.GreenValue(setting) ?? usual)).Order()] : [];

    /// <summary>A hit, which is certain only where green's own settings are known.</summary>
    public static Hit Clash(InstallationFacts installation, string setting, string value) =>
        Rule.SettingHit(setting, value, installation.Settings.IsGreenGiven || installation.Green.Count > 0 ? null : FindingCertainty.Suspected);

    public static IEnumerable<Hit> Clashes(InstallationFacts installation, string setting, string usual) =>
        SharedPorts(installation, setting, usual) is { Count: > 0 } ports ? [Clash(installation, setting, $"blue and green on one host, both on port {string.Join(", ", ports)}")] : [];

    private static IEnumerable<int> Ports(string listens) =>
        listens.Split(',', StringSplitOptions.TrimEntries).Select(l => l.Split(' ')[0]).Select(a => a[(a.LastIndexOf(':') + 1)..]).Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : 0).Where(p => p > 0);
}
