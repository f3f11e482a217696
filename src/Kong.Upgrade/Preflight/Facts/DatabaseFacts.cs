namespace Kong.Upgrade.Preflight.Facts;

/// <summary>What is known of the database beside its entities; what is null is not known.</summary>
internal sealed class DatabaseFacts
{
    /// <summary><c>server_version_num</c>: 150004 for 15.4.</summary>
    public int? ServerVersion { get; set; }

    /// <summary>Whether the role that migrates may make tables in Kong's schema.</summary>
    public bool? MayCreate { get; set; }

    /// <summary>Rows by table, as the server estimates them.</summary>
    public Dictionary<string, long> Rows { get; set; } = [];

    /// <summary>By how many seconds the server's clock is ahead of this host's.</summary>
    public double? ClockAheadSeconds { get; set; }

    /// <summary>The core migrations that <c>schema_meta</c> names as executed or pending; null where there is no such record.</summary>
    public IReadOnlyList<string>? CoreMigrations { get; set; }

    /// <summary><c>max_connections</c>.</summary>
    public int? MaxConnections { get; set; }

    public bool HasTable(string table) => Rows.ContainsKey(table);
}
