using Kong.Upgrade.Simulation.Database;
using Kong.Upgrade.Simulation.Routing;

namespace Kong.Upgrade.Simulation.Migrations;

/// <summary>
/// The <c>up_f</c> part of <c>016_280_to_300</c>: marks regular expressions by a leading <c>~</c>, row by row. It does not look whether one is marked
/// already, so a second run damages routes (kong-facts 1.6, 12.3).
/// </summary>
internal static class RoutePaths
{
    public const string Migration = "016_280_to_300";

    public static async Task MigrateAsync(IKongTables tables, CancellationToken cancellationToken)
    {
        IReadOnlyList<(Guid Id, string[] Paths)> routes = await tables.QueryAsync(
            "SELECT id, paths FROM routes WHERE paths IS NOT NULL",
            reader => (reader.GetGuid(0), reader.GetFieldValue<string[]>(1)),
            cancellationToken).ConfigureAwait(false);
        foreach ((Guid id, string[] paths) in routes)
        {
            string[] migrated = [.. paths.Select(Migrate)];
            if (!migrated.SequenceEqual(paths))
            {
                await tables.ExecuteAsync("UPDATE routes SET paths = $1 WHERE id = $2", cancellationToken, migrated, id).ConfigureAwait(false);
            }
        }
    }

    internal static string Migrate(string path) =>
        RoutePath.IsPlain(path) ? RequestPath.Normalize(path) : "~" + RequestPath.DecodeExpression(path);
}
