using System.Security.Cryptography;
using System.Text;
using Kong.Upgrade.Database;

namespace Kong.Upgrade.Migrations;

/// <summary>The paths of all routes at one moment. Immutable.</summary>
internal sealed class RoutePaths
{
    private readonly IReadOnlyDictionary<string, Route> routes;

    private RoutePaths(IReadOnlyList<Route> routes)
    {
        this.routes = routes.ToDictionary(r => r.Id, StringComparer.Ordinal);
        string whole = string.Join('\n', routes.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => $"{r.Id} {string.Join('\0', r.Paths)}"));
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..32];
    }

    public string Hash { get; }

    public static Task<RoutePaths> ReadAsync(KongDatabase database, CancellationToken cancellationToken) => database.RunAsync(
        "reading the routes' paths",
        async session => new RoutePaths(await session.QueryAsync(
            $"SELECT id::text, name, coalesce(paths, '{{}}') FROM {Sql.Name(database.Schema, "routes")}",
            row => new Route(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetFieldValue<string[]>(2)), cancellationToken).ConfigureAwait(false)),
        cancellationToken);

    /// <summary>What a repeated conversion would do, one entry a route.</summary>
    public IReadOnlyList<string> DamagedByRepetition() => Differences(route => [.. route.Paths.Select(KongPath.Converted)]);

    /// <summary>What has become of them since, one entry a route.</summary>
    public IReadOnlyList<string> ChangedTo(RoutePaths later) =>
        Hash == later.Hash ? [] : Differences(route => later.routes.TryGetValue(route.Id, out Route? found) ? found.Paths : []);

    private IReadOnlyList<string> Differences(Func<Route, string[]> becomes) =>
        [.. routes.Values.Select(r => (Route: r, Then: becomes(r))).Where(p => !p.Route.Paths.SequenceEqual(p.Then)).Select(p => $"{p.Route}: {Shown(p.Route.Paths)} becomes {Shown(p.Then)}").Order(StringComparer.Ordinal)];

    private static string Shown(string[] paths) => $"{{{string.Join(", ", paths)}}}";

    private sealed record Route(string Id, string? Name, string[] Paths)
    {
        public override string ToString() => Name is null ? Id : $"{Id} ({Name})";
    }
}
