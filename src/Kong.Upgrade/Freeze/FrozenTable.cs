using Kong.Upgrade.Fingerprints;

namespace Kong.Upgrade.Freeze;

/// <summary>A table that the freeze covers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expires">Whether its rows have a <c>ttl</c>, so that Kong deletes them when their time is over.</param>
/// <param name="Key">A column of it, for writes that touch nothing.</param>
internal sealed record FrozenTable(string Name, bool Expires, string Key)
{
    public static FrozenTable Of(TableShape table) => new(table.Name, table.Expires, table.Key.Count > 0 ? table.Key[0] : table.Columns[0].Name);
}
