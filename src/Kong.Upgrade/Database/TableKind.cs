namespace Kong.Upgrade.Database;

/// <summary>What a table of Kong's holds (kong-facts 2.1, 2.2).</summary>
internal enum TableKind
{
    /// <summary>Not a table that is known: reported, never guessed.</summary>
    Unknown,

    /// <summary>What people configure. Frozen, fingerprinted.</summary>
    Configuration,

    /// <summary>What nodes write while they serve: counters, sessions, tokens, events. Never touched.</summary>
    RunTime,

    /// <summary>Kong's own book-keeping: schema_meta, locks.</summary>
    Machinery,

    /// <summary>Kept by triggers on other tables: tags.</summary>
    Derived,
}
