using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.AdminApi;

/// <summary>Which workspaces there are and how their entities are asked for: by a prefix of the path, which only Enterprise has (kong-facts 3.6).</summary>
internal sealed class AdminWorkspaces(AdminClient client, AdminApiOptions options, TimeProvider time, CollectionReader reader)
{
    private const string Default = "default";

    /// <summary>Shows the workspaces and gives each that can be read, with its prefix.</summary>
    public async Task<IReadOnlyList<(string Name, string Prefix)>> ReadAsync(KongRoot node, IEntityVisitor visitor, CancellationToken cancellationToken)
    {
        List<string> names = [];
        await foreach (Page page in reader.ReadAsync("workspaces", "data", cancellationToken).ConfigureAwait(false)) Show(page, names, visitor);
        if (names.Count > 0 && await HasPrefixesAsync(names[0], node, cancellationToken).ConfigureAwait(false)) return [.. names.Select(n => (n, Uri.EscapeDataString(n) + "/"))];
        foreach (string hidden in names.Where(n => n != Default)) visitor.CouldNotRead($"workspace {hidden}", "this node's Admin API knows no paths of workspaces (open source) and shows the default one only; read the database instead");
        return [(Default, "")];
    }

    private static void Show(Page page, List<string> names, IEntityVisitor visitor)
    {
        foreach (JsonElement row in page.Rows.Where(r => r.ValueKind is JsonValueKind.Object))
        {
            KongEntity workspace = new("workspaces", row);
            visitor.See(workspace);
            if (workspace.Text("name") is { Length: > 0 } name && !names.Contains(name)) names.Add(name);
        }
        if (page.Trouble is { Kind: not TroubleKind.Absent } trouble) visitor.CouldNotRead("workspaces", $"{trouble}; only those named before it, or the default one, are read");
    }

    private async Task<bool> HasPrefixesAsync(string name, KongRoot node, CancellationToken cancellationToken)
    {
        Page probe = await new Retrying(options, time).TryAsync(token => client.PageAsync($"{Uri.EscapeDataString(name)}/services?size=1", "data", token), p => p.Trouble, cancellationToken).ConfigureAwait(false);
        return probe.Trouble?.Kind switch { null or TroubleKind.Forbidden => true, TroubleKind.Absent => false, _ => node.IsEnterprise };
    }
}
