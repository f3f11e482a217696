namespace Kong.Upgrade.Preflight.Entities;

/// <summary>In which order kinds of entities are read, and what they are called whatever the source: as <c>kong config db_export</c> names them.</summary>
internal static class EntityKinds
{
    // Parents first, so that who sees a plugin knows its route's name.
    private static readonly string[] first = ["workspaces", "services", "routes", "upstreams", "targets", "consumers", "consumer_groups", "certificates", "snis", "ca_certificates"];

    /// <summary>Kinds in reading order: parents, then everything else by name, plugins last but for what nobody knows.</summary>
    public static IEnumerable<string> InOrder(IEnumerable<string> kinds) =>
        kinds.OrderBy(k => Array.IndexOf(first, k) is var place and >= 0 ? place : k == "plugins" ? first.Length + 1 : first.Length).ThenBy(k => k, StringComparer.Ordinal);

    /// <summary>What a table's rows are called: 3.x keeps vaults in <c>sm_vaults</c> (kong-facts 2.1).</summary>
    public static string OfTable(string table) => table == "sm_vaults" ? "vaults" : table;
}
