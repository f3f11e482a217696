namespace Kong.Upgrade.Simulation.Entities;

/// <summary>Which fields point to a table, and whether deleting the target is refused or takes the pointing rows along.</summary>
internal static class ForeignKeys
{
    // A service with routes cannot go (recorded: err-400-delete-service-with-routes); certificates in use neither.
    private static readonly HashSet<(string, string)> Restricting =
        [("routes", "service"), ("services", "client_certificate"), ("upstreams", "client_certificate")];

    public static IEnumerable<(EntitySchema Schema, Field Field)> To(string table) =>
        from schema in EntitySchemas.All
        from field in schema.Fields
        where field.References == table
        select (schema, field);

    public static IEnumerable<(EntitySchema Schema, Field Field)> RestrictingTo(string table) =>
        To(table).Where(k => Restricting.Contains((k.Schema.Table, k.Field.Name)));
}
