namespace Kong.Upgrade.Roles;

/// <summary>How the login roles of an upgrade are called and bounded.</summary>
public sealed class DatabaseRoleOptions
{
    private const int LongestName = 63;

    /// <summary>The role that migrates. The default value is <see langword="null"/>: <c>DATABASE_migration</c>. Roles belong to the whole server: give a name where two servers' worth of databases share one.</summary>
    public string? MigrationName { get; init; }

    /// <summary>The role that green's nodes log in as. The default value is <see langword="null"/>: <c>DATABASE_green</c>.</summary>
    public string? GreenName { get; init; }

    /// <summary>The migration role's password. The default value is <see langword="null"/>: one that is derived from the password of Kong's own role, the same in each process.</summary>
    public string? MigrationPassword { get; init; }

    /// <summary>The green role's password, which stands in green's configuration too. The default value is <see langword="null"/>: one that is derived from the password of Kong's own role, the same in each process; a role that exists with another is then refused, since green's nodes know that.</summary>
    public string? GreenPassword { get; init; }

    /// <summary>How long a migration waits for a lock before it gives up, so that blue's readers never queue behind it (kong-facts 12.8). 100 ms to 60 s. The default value is 1.5 s.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMilliseconds(1500);

    /// <summary>How soon the server notices that a migration's process is gone, so that nothing goes on behind its back (kong-facts 12.8). 100 ms to 60 s. The default value is 0.5 s. PostgreSQL 14 and later on Linux only.</summary>
    public TimeSpan ConnectionCheckInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a migration's transaction may do nothing before the server ends it. 1 s to 1 h. The default value is 60 s.</summary>
    public TimeSpan IdleInTransactionTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Looks for values out of range.</summary>
    /// <returns>What is wrong, a sentence each; empty when nothing.</returns>
    public IReadOnlyList<string> Validate() =>
    [
        .. Name(nameof(MigrationName), MigrationName), .. Name(nameof(GreenName), GreenName),
        .. MigrationName is { } name && name == GreenName ? new[] { $"MigrationName and GreenName are both '{name}'; two roles are needed." } : [],
        .. Password(nameof(MigrationPassword), MigrationPassword), .. Password(nameof(GreenPassword), GreenPassword),
        .. Range(nameof(LockTimeout), LockTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60)),
        .. Range(nameof(ConnectionCheckInterval), ConnectionCheckInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60)),
        .. Range(nameof(IdleInTransactionTimeout), IdleInTransactionTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
    ];

    private static IEnumerable<string> Name(string option, string? name)
    {
        if (name is not null && (name.Trim() != name || name.Length is 0 or > LongestName || name.StartsWith("pg_", StringComparison.Ordinal)))
            yield return $"{option} is '{name}'; a role's name has 1 to {LongestName} characters, no spaces at its ends, and does not begin with pg_.";
    }

    private static IEnumerable<string> Password(string option, string? password)
    {
        if (password is { Length: < 8 }) yield return $"{option} has {password.Length} characters; at least 8 are needed.";
    }

    private static IEnumerable<string> Range(string option, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most) yield return $"{option} is {value}; it must be between {least} and {most}.";
    }
}
