using System.Globalization;
using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight;

/// <summary>Gathers what is known of an installation beside its entities.</summary>
internal sealed class FactsReader(KongPreflightSetup setup, SourceReader reader, TimeProvider time)
{
    public async Task<InstallationFacts> ReadAsync(UpgradePlan plan, CancellationToken cancellationToken)
    {
        Configuration("blue", setup.BlueConfiguration);
        Configuration("green", setup.GreenConfiguration);
        IReadOnlyList<NodeFacts> blue = await NodesAsync("blue", setup.BlueNodes, plan.From, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<NodeFacts> green = await NodesAsync("green", setup.GreenNodes, plan.To, cancellationToken).ConfigureAwait(false);
        DatabaseFacts? database = setup.Database is { } server ? await reader.TryAsync($"database: {server}", () => DatabaseFactsReader.ReadAsync(server, time, cancellationToken), Words, cancellationToken).ConfigureAwait(false) : null;
        string? format = await FormatVersionReader.ReadAsync(setup.Entities, cancellationToken).ConfigureAwait(false);
        return new()
        {
            FormatVersion = format,
            From = plan.From,
            To = plan.To,
            Deployment = plan.Deployment,
            Origin = setup.Entities?.Origin ?? default,
            Blue = blue,
            Green = green,
            Database = database,
            Hosts = setup.GreenHosts,
            Settings = new(setup.BlueConfiguration, setup.GreenConfiguration, blue, green),
        };
    }

    private void Configuration(string side, KongConfiguration? configuration)
    {
        if (configuration is null) return;
        IReadOnlyList<string> unreadable = configuration.Unreadable;
        reader.Add($"{side}'s settings: {configuration}", string.Create(CultureInfo.InvariantCulture, $"{configuration.SetNames.Count} set{(unreadable.Count == 0 ? "" : $", {unreadable.Count} of them in a vault")}"), null);
    }

    private async Task<IReadOnlyList<NodeFacts>> NodesAsync(string side, IReadOnlyList<AdminApiOptions> nodes, KongVersion version, CancellationToken cancellationToken)
    {
        List<NodeFacts> found = [];
        foreach (AdminApiOptions node in nodes)
            if (await reader.TryAsync($"{side} node {node.Address}", () => NodeFactsReader.ReadAsync(node, version, time, cancellationToken), n => $"Kong {n.Version}, {n.Enabled.Count} plugins in use", cancellationToken).ConfigureAwait(false) is { } facts) found.Add(facts);
        return found;
    }

    private static string Words(DatabaseFacts facts) => string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {facts.ServerVersion / 10000}, {facts.Rows.Count} tables");
}
