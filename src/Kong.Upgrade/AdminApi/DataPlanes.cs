using System.Text.Json;
using Kong.Upgrade.Versions.Hybrid;

namespace Kong.Upgrade.AdminApi;

/// <summary>The data planes that a control plane knows (<c>GET /clustering/data-planes</c>, kong-facts 3.5).</summary>
internal static class DataPlanes
{
    /// <exception cref="UpgradeServiceException">They cannot be read whole.</exception>
    public static async Task<IReadOnlyList<DataPlane>> ReadAsync(AdminApiOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        using AdminClient client = new(options, time);
        using SemaphoreSlim turns = new(1);
        List<DataPlane> found = [];
        await foreach (Page page in new CollectionReader(client, options, time, turns).ReadAsync("clustering/data-planes", "data", cancellationToken).ConfigureAwait(false))
        {
            found.AddRange(page.Rows.Select(Of));
            if (page.Trouble is { } trouble) throw new UpgradeServiceException($"The data planes that {options.Address} knows cannot be read: {trouble}. Ask a control plane.");
        }
        return found;
    }

    private static DataPlane Of(JsonElement row) =>
        new(Text(row, "hostname") ?? Text(row, "id") ?? "without name", KongVersion.TryParse(Text(row, "version"), out KongVersion? version) ? version : null);

    private static string? Text(JsonElement row, string name) => row.ValueKind is JsonValueKind.Object && row.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
