using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;
using Kong.Upgrade.Preflight.Rules;

namespace Kong.Upgrade.Preflight;

/// <summary>The rules of all changes that concern an upgrade, at work on one installation: shows each entity to those that want to see it, and gathers what they find. For one thread.</summary>
internal sealed class Evaluation : IEntityVisitor
{
    private readonly List<RunningRule> running = [];
    private readonly Dictionary<string, List<RunningRule>> byKind = new(StringComparer.Ordinal), byPlugin = new(StringComparer.Ordinal);
    private readonly EntityNames names = new();
    private readonly SortedDictionary<string, long> seen = new(StringComparer.Ordinal);
    private readonly SortedSet<string> plugins = new(StringComparer.Ordinal);
    private readonly List<string> unread = [];

    public Evaluation(InstallationFacts installation, int mostSubjects, IEnumerable<ChangeRule>? rules = null)
    {
        foreach (ChangeRule rule in rules ?? RuleBook.All)
            if (BreakingChanges.Find(rule.Id) is { } change && change.Concerns(installation.From, installation.To)) Add(rule, new(change, rule.Begin(installation), names, mostSubjects));
        foreach (RunningRule rule in running) rule.Start();
    }

    /// <summary>How many entities of each kind were seen.</summary>
    public IReadOnlyDictionary<string, long> Seen => seen;

    /// <summary>The names of all plugins that were seen.</summary>
    public IReadOnlyCollection<string> PluginNames => plugins;

    /// <summary>Whether entities were shown, all of them.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Whether a plugin is bound to a consumer group.</summary>
    public bool HasConsumerGroupPlugins { get; private set; }

    /// <summary>Whether a route has an expression.</summary>
    public bool HasExpressionRoutes { get; private set; }

    /// <summary>What could not be read, and why.</summary>
    public IReadOnlyList<string> Unread => unread;

    public void See(KongEntity entity)
    {
        seen[entity.Kind] = seen.GetValueOrDefault(entity.Kind) + 1;
        names.Learn(entity);
        if (byKind.TryGetValue(entity.Kind, out List<RunningRule>? rules)) Show(rules, entity);
        if (entity.Kind == "routes" && entity.IsSet("expression")) HasExpressionRoutes = true;
        if (entity.Kind != "plugins" || entity.Text("name") is not { } plugin) return;
        plugins.Add(plugin);
        if (entity.Reference("consumer_group") is not null) HasConsumerGroupPlugins = true;
        if (byPlugin.TryGetValue(plugin, out rules)) Show(rules, entity);
    }

    public void CouldNotRead(string part, string why) => unread.Add($"{part}: {why}");

    /// <summary>Everything that was found, one finding a change.</summary>
    public IReadOnlyList<PreflightFinding> End() => [.. running.Select(r => r.End()).OfType<PreflightFinding>()];

    private static void Show(List<RunningRule> rules, KongEntity entity)
    {
        foreach (RunningRule rule in rules) rule.See(entity);
    }

    private void Add(ChangeRule rule, RunningRule run)
    {
        running.Add(run);
        if (rule.Plugins.Count > 0) foreach (string plugin in rule.Plugins) Of(byPlugin, plugin).Add(run);
        else foreach (string kind in rule.Kinds) Of(byKind, kind).Add(run);
    }

    private static List<RunningRule> Of(Dictionary<string, List<RunningRule>> map, string key) =>
        map.TryGetValue(key, out List<RunningRule>? rules) ? rules : map[key] = [];
}
