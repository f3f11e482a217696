using System.Globalization;
using System.Text.Json;
using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Preflight.Catalogue;

namespace Kong.Upgrade.Staging.Nodes;

/// <summary>Whether each green node has the plugins that the configuration uses and that blue has (<c>GET /</c>, kong-facts 3.1).</summary>
internal sealed class PluginsTest(Func<Uri, AdminApiOptions> options, TimeProvider time) : IStagingTest
{
    /// <summary>Plugins that a version dropped, and the change that says so.</summary>
    private static readonly Dictionary<string, string> dropped = new(StringComparer.Ordinal) { ["collector"] = "280-03", ["opentracing"] = "300-53" };

    public string Name => "plugins: green has every plugin that blue has";

    public async Task<StagingOutcome> RunAsync(StagingTarget target, CancellationToken cancellationToken)
    {
        NodeTally tally = new();
        int plugins = 0;
        await new BlueAndGreen(new(options, time)).EachAsync(target, tally, (blue, green, _) =>
        {
            plugins = Math.Max(plugins, Compare(blue, green, tally));
            return Task.CompletedTask;
        }, cancellationToken).ConfigureAwait(false);
        return tally.End(string.Create(CultureInfo.InvariantCulture, $"the {plugins:N0} plugins of blue are on every green node"));
    }

    private static int Compare(ProvenNode blue, ProvenNode green, NodeTally tally)
    {
        if (Lists(blue, tally) is not { } old || Lists(green, tally) is not { } now) return 0;
        HashSet<string> used = [.. old.Enabled, .. now.Enabled];
        foreach (string plugin in used.Union(old.Available, StringComparer.Ordinal).Except(now.Available, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            Tell(plugin, used.Contains(plugin), blue, green, tally);
        return old.Available.Count;
    }

    private static void Tell(string plugin, bool isUsed, ProvenNode blue, ProvenNode green, NodeTally tally)
    {
        BreakingChange? change = dropped.TryGetValue(plugin, out string? id) && BreakingChanges.Find(id) is { } known && known.Concerns(blue.Node.Version, green.Node.Version) ? known : null;
        if (change is not null && !isUsed) tally.Explain($"plugin {plugin} is on blue and not on green, and nothing uses it ({change})");
        else
            tally.Find(new()
            {
                What = $"plugin {plugin} is not on green",
                Area = $"plugin {plugin}",
                Subject = "plugins of the node",
                Node = green.Name,
                Request = "GET / of the Admin API",
                Green = "not in plugins.available_on_server",
                Blue = isUsed ? "in plugins.enabled_in_cluster" : "in plugins.available_on_server",
                Traits = [.. new[] { change?.ToString() }.OfType<string>()],
            });
    }

    private static (HashSet<string> Available, HashSet<string> Enabled)? Lists(ProvenNode node, NodeTally tally)
    {
        if (node.Root.Json.TryGetProperty("plugins", out JsonElement plugins) && plugins.ValueKind is JsonValueKind.Object
            && plugins.TryGetProperty("available_on_server", out JsonElement available) && available.ValueKind is JsonValueKind.Object
            && Names(plugins, "enabled_in_cluster") is { } enabled)
            return ([.. available.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.Object or JsonValueKind.True).Select(p => p.Name)], enabled);
        tally.Doubt($"{node.Name}: GET / does not say which plugins it has");
        return null;
    }

    // An empty list may be written as an object.
    private static HashSet<string>? Names(JsonElement plugins, string list) => !plugins.TryGetProperty(list, out JsonElement names) ? null : names.ValueKind switch
    {
        JsonValueKind.Array when names.EnumerateArray().All(n => n.ValueKind is JsonValueKind.String) => [.. names.EnumerateArray().Select(n => n.GetString()!)],
        JsonValueKind.Object when !names.EnumerateObject().Any() => [],
        _ => null,
    };
}
