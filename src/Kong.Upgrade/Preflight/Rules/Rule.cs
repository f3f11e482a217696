using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>The words that rules are written in. A look answers with the value that it found, or with null for nothing.</summary>
internal static class Rule
{
    /// <summary>Looks at every plugin of a name.</summary>
    public static ChangeRule Plugin(string id, string plugin, Func<KongEntity, Hit?> look) => Plugins(id, [plugin], look);

    public static ChangeRule Plugin(string id, string plugin, Func<KongEntity, InstallationFacts, Hit?> look) => Plugins(id, [plugin], look);

    /// <summary>Looks at every plugin of some names; of all names when none is given.</summary>
    public static ChangeRule Plugins(string id, IReadOnlyList<string> plugins, Func<KongEntity, Hit?> look) => Plugins(id, plugins, (p, _) => look(p));

    public static ChangeRule Plugins(string id, IReadOnlyList<string> plugins, Func<KongEntity, InstallationFacts, Hit?> look) => new EntityRule(id, ["plugins"], plugins, look);

    /// <summary>Looks at every entity of a kind.</summary>
    public static ChangeRule Entity(string id, string kind, Func<KongEntity, Hit?> look) => new EntityRule(id, [kind], [], (e, _) => look(e));

    public static ChangeRule Entity(string id, string kind, Func<KongEntity, InstallationFacts, Hit?> look) => new EntityRule(id, [kind], [], look);

    /// <summary>Looks at every entity of some kinds.</summary>
    public static ChangeRule Entities(string id, IReadOnlyList<string> kinds, Func<KongEntity, InstallationFacts, Hit?> look) => new EntityRule(id, kinds, [], look);

    /// <summary>Finds settings that green will be started with although its version does not know them any more.</summary>
    public static ChangeRule Removed(string id, params string[] settings) =>
        Settings(id, s => s.GreenSetNames.Where(n => settings.Contains(n)).Order(StringComparer.Ordinal).Select(n => SettingHit(n, s.GreenValue(n) ?? "empty")));

    /// <summary>Finds a default that changed and that green will get because nobody set the setting.</summary>
    /// <remarks>Where no file is known, a running node that has the old default makes it likely: nodes do not say what was set.</remarks>
    public static ChangeRule DefaultChanged(string id, string setting, string before, string after) => Settings(id, s => Relies(s, setting, before, after));

    /// <summary>Looks at settings; only where they are known at all.</summary>
    public static ChangeRule Settings(string id, Func<SettingFacts, IEnumerable<Hit>> look) => Installation(id, i => i.Settings.IsKnown ? look(i.Settings) : []);

    public static ChangeRule Setting(string id, string setting, Func<SettingFacts, string?> look) => Settings(id, s => look(s) is { } value ? [SettingHit(setting, value)] : []);

    /// <summary>Looks at everything but entities.</summary>
    public static ChangeRule Installation(string id, Func<InstallationFacts, IEnumerable<Hit>> look) => new InstallationRule(id, look);

    /// <summary>Looks at each host that is known.</summary>
    public static ChangeRule Host(string id, Func<HostFacts, string?> look) =>
        Installation(id, i => i.Hosts.Select(h => (Host: h, Value: look(h))).Where(h => h.Value is not null).Select(h => new Hit(h.Value!, Subject: new() { Kind = "host", Name = h.Host.Name, Value = h.Value! })));

    /// <summary>Left to a person, for every installation that comes to have the change.</summary>
    public static ChangeRule Review(string id) => Review(id, _ => true);

    /// <summary>Left to a person, where it can be of interest.</summary>
    public static ChangeRule Review(string id, Func<InstallationFacts, bool> isOfInterest) => Installation(id, i => isOfInterest(i) ? [new Hit("", FindingCertainty.Review)] : []);

    /// <summary>Left to a person, where a plugin is in use (and looks so).</summary>
    public static ChangeRule ReviewPlugins(string id, IReadOnlyList<string> plugins, Func<KongEntity, bool>? look = null) => new EntityRule(id, ["plugins"], plugins, (p, _) => look?.Invoke(p) == false ? null : new(p.IsTrue("enabled") || !p.Has("enabled") ? "in use" : "in use, but disabled", FindingCertainty.Review));

    public static Hit SettingHit(string name, string value, FindingCertainty? certainty = null) => new($"{name} = {value}", certainty, new() { Kind = "setting", Name = name, Value = value });

    /// <summary>Finds a default that changed, where it matters only to some installations.</summary>
    public static ChangeRule DefaultChanged(string id, string setting, string before, string after, Func<InstallationFacts, bool> isOfInterest) =>
        Installation(id, i => i.Settings.IsKnown && isOfInterest(i) ? Relies(i.Settings, setting, before, after) : []);

    /// <summary>Finds a new setting whose default does something and that nobody set for green.</summary>
    public static ChangeRule Introduced(string id, string setting, string value) => Settings(id, s => Introduces(s, setting, value));

    /// <remarks>Where neither a file nor a node of green tells, nobody is likely to have set what blue does not know.</remarks>
    public static IEnumerable<Hit> Introduces(SettingFacts settings, string name, string value)
    {
        if (settings.IsSetForGreen(name) is { } isSet)
        {
            if (!isSet) yield return SettingHit(name, $"not set: {value}");
        }
        else if ((settings.GreenValue(name) ?? value) == value)
        {
            yield return SettingHit(name, $"{value}, unless green's kong.conf says otherwise", FindingCertainty.Suspected);
        }
    }

    /// <summary>Whether a version is at least some minor version of 3.</summary>
    public static bool IsAtLeast3(KongVersion version, int minor) => version.Major > 3 || (version.Major == 3 && version.Minor >= minor);

    public static IEnumerable<Hit> Relies(SettingFacts settings, string name, string before, string after)
    {
        if (settings.IsSetForGreen(name) is { } isSet)
        {
            if (!isSet) yield return SettingHit(name, $"not set: {before} becomes {after}");
        }
        else if (settings.Value(name) == before)
        {
            yield return SettingHit(name, $"blue has {before}; unless green's kong.conf says so too, it becomes {after}", FindingCertainty.Suspected);
        }
    }
}
