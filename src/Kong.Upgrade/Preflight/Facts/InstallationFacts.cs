using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Facts;

/// <summary>All that is known of an installation before its entities are looked through.</summary>
internal sealed class InstallationFacts
{
    public required KongVersion From { get; init; }

    public required KongVersion To { get; init; }

    public KongDeployment Deployment { get; init; } = KongDeployment.Traditional;

    public required SettingFacts Settings { get; init; }

    public EntityOrigin Origin { get; init; }

    public IReadOnlyList<NodeFacts> Blue { get; init; } = [];

    public IReadOnlyList<NodeFacts> Green { get; init; } = [];

    public DatabaseFacts? Database { get; init; }

    public IReadOnlyList<HostFacts> Hosts { get; init; } = [];

    /// <summary>Whether entities come from a declarative file, which the new version's schema judges as it stands: rows of a database are migrated by <c>up</c> first.</summary>
    public bool IsDeclarative => Origin is EntityOrigin.File;

    /// <summary>Whether a node of blue and a node of green are known to share a host.</summary>
    public bool SharesHost
    {
        get
        {
            HashSet<string> blue = [.. Blue.Select(n => n.Hostname).OfType<string>()];
            return blue.Count > 0 && Green.Select(n => n.Hostname).Concat(Hosts.Select(h => h.Name)).OfType<string>().Any(blue.Contains);
        }
    }

    /// <summary>Plugins that come with no version of Kong: by blue's settings, by blue's nodes.</summary>
    public IReadOnlyList<string> CustomPlugins =>
        [.. Settings.List("plugins").Concat(Blue.SelectMany(n => n.Available.Keys)).Where(p => p is not ("bundled" or "off") && !BundledPlugins.All.Contains(p)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary><c>_format_version</c> of the declarative file, such as <c>2.1</c>; <see langword="null"/> where there is no file or it was not told.</summary>
    public string? FormatVersion { get; init; }
}
