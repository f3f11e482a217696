using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.AdminApi;

/// <summary>Reads every entity from a node's Admin API: all workspaces, all collections that are known or that the node lists of itself, page by page (kong-facts 3.3).</summary>
/// <remarks>
/// Only reads. Proves by <c>GET /</c> that it speaks with Kong before it asks for anything else, and follows no redirect. Requests are repeated a few times where that may help, each from the page
/// that failed; a collection that cannot be read is told to the visitor, with the page and how much of it had been read, and the next one is read. An entity that comes twice is shown once. Several
/// requests are under way at once; the visitor is called by one thread at a time. What the Admin API does not show (rows that a node hides, such as targets that were replaced before 3.0) only the
/// database has. Safe for any number of threads; each reading is its own.
/// </remarks>
/// <param name="options">Which Admin API, and how politely.</param>
/// <param name="time">The clock; <see langword="null"/> for the system's.</param>
/// <exception cref="ArgumentException">An option is out of range.</exception>
public sealed class AdminApiEntitySource(AdminApiOptions options, TimeProvider? time = null) : IEntitySource
{
    private readonly AdminApiOptions options = AdminApiOptionsCheck.Valid(options, nameof(options));
    private readonly TimeProvider time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public string Name => $"Admin API {options.Address}";

    /// <inheritdoc/>
    public EntityOrigin Origin => EntityOrigin.AdminApi;

    /// <summary>The version that the node said the last time it was read, as Kong prints it; <see langword="null"/> before.</summary>
    public string? Version { get; private set; }

    /// <inheritdoc/>
    public async Task ReadAsync(IEntityVisitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        using AdminClient client = new(options, time);
        using SemaphoreSlim turns = new(options.MostRequestsAtOnce);
        KongRoot node = await KongRoot.AskAsync(client, options, time, cancellationToken).ConfigureAwait(false);
        Version = node.Version;
        CollectionReader reader = new(client, options, time, turns);
        IReadOnlyList<AdminCollection> collections = AdminCollections.Of(await EndpointsAsync(client, cancellationToken).ConfigureAwait(false));
        IReadOnlyList<(string Name, string Prefix)> workspaces = await new AdminWorkspaces(client, options, time, reader).ReadAsync(node, visitor, cancellationToken).ConfigureAwait(false);
        AdminReading reading = new(visitor, new ReadAhead(reader, options.MostRequestsAtOnce), token => KongRoot.AskAsync(client, options, time, token));
        foreach ((string name, string prefix) in workspaces)
            await reading.ReadAsync([.. collections.Where(c => !c.IsGlobal || name == workspaces[0].Name)], name, prefix, cancellationToken).ConfigureAwait(false);
    }

    // Versions and proxies that do not answer it are asked for everything that is known.
    private async Task<IReadOnlyCollection<string>?> EndpointsAsync(AdminClient client, CancellationToken cancellationToken)
    {
        AdminAnswer answer = await new Retrying(options, time).TryAsync(token => client.GetAsync("endpoints", token), a => a.Trouble, cancellationToken).ConfigureAwait(false);
        return answer is { Trouble: null, Json: { ValueKind: JsonValueKind.Object } json } && json.TryGetProperty("data", out JsonElement data) && data.ValueKind is JsonValueKind.Array
            ? [.. data.EnumerateArray().Where(e => e.ValueKind is JsonValueKind.String).Select(e => e.GetString()!)] : null;
    }
}
