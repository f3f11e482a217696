using Kong.Upgrade.Database;

namespace Kong.Upgrade.Preflight;

/// <summary>Whether a route lacks <c>updated_at</c>: id <c>routes-updated-at</c>. Kong 3.4.2 serves such a route, 3.9.1 does not even start (kong-facts 12.3). Blocking from 3.9 on; a warning for versions between, which were not tried.</summary>
/// <param name="database">The database.</param>
public sealed class RoutesUpdatedAtRule(KongDatabase database) : IPreflightRule
{
    private const int Shown = 5;

    private static readonly KongVersion known = KongVersion.Parse("3.4.2"), refuses = KongVersion.Parse("3.9.0");

    /// <inheritdoc/>
    public string Id => "routes-updated-at";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken)
    {
        if (facts.Plan.To <= known) return [];
        IReadOnlyList<Guid> routes = await database.RunAsync("looking for routes without updated_at", s => FindAsync(s, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (routes.Count == 0) return [];
        string which = string.Join(", ", routes.Take(Shown)) + (routes.Count > Shown ? ", …" : "");
        string what = $"{routes.Count} routes have no updated_at ({which}): Kong 3.9.1 does not start with such a route.";
        string remedy = $"Before the freeze run: UPDATE {Sql.Name(database.Schema, "routes")} SET updated_at = created_at WHERE updated_at IS NULL.";
        return [facts.Plan.To >= refuses ? Finding.Blocking(what, remedy) : Finding.Warning(what, remedy)];
    }

    private static async Task<IReadOnlyList<Guid>> FindAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        const string hasColumn = "SELECT EXISTS (SELECT FROM information_schema.columns WHERE table_schema = $1 AND table_name = 'routes' AND column_name = 'updated_at')";
        if (!await session.ScalarAsync<bool>(hasColumn, cancellationToken, session.Database.Schema).ConfigureAwait(false)) return [];
        return await session.QueryAsync($"SELECT id FROM {Sql.Name(session.Database.Schema, "routes")} WHERE updated_at IS NULL ORDER BY id", r => r.GetGuid(0), cancellationToken).ConfigureAwait(false);
    }
}
