namespace Kong.Upgrade.Backup;

/// <summary>The administrator's connection when nothing may be connected to the database itself: another one then.</summary>
internal static class Maintenance
{
    private const string Everywhere = "postgres";

    /// <summary>A connection to be disposed, never to <paramref name="database"/>.</summary>
    public static KongDatabase Of(KongDatabase administrator, KongDatabase database) =>
        administrator.On(administrator.Name == database.Name ? Everywhere : administrator.Name);
}
