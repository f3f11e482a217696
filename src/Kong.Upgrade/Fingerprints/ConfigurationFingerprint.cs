using System.Security.Cryptography;
using System.Text;
using Kong.Upgrade.Database;

namespace Kong.Upgrade.Fingerprints;

/// <summary>A content hash of every configuration table: equal as long as nobody wrote. Immutable.</summary>
/// <remarks>
/// Computed in the database, whatever the order of rows. Rows that expire by themselves (credentials with a <c>ttl</c>) are left out, because they
/// go without anybody having written. Compare only fingerprints from servers of the same major version: hashes are PostgreSQL's own.
/// Writing <c>1.0</c> for <c>1</c> in JSON counts as a change.
/// </remarks>
public sealed class ConfigurationFingerprint
{
    private readonly IReadOnlyDictionary<string, TableFingerprint> tables;

    internal ConfigurationFingerprint(IReadOnlyDictionary<string, TableFingerprint> tables)
    {
        this.tables = tables;
        Tables = tables.ToDictionary(t => t.Key, t => t.Value.ToString(), StringComparer.Ordinal);
        string whole = string.Join('\n', Tables.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}"));
        Value = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..32];
    }

    /// <summary>The hash over all tables, 32 hexadecimal digits.</summary>
    public string Value { get; }

    /// <summary>Rows and content hash of each table, by its name.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; }

    internal IReadOnlyDictionary<string, TableFingerprint> Details => tables;

    /// <summary>The tables whose content differs, or that only one side has, in order.</summary>
    /// <param name="other">The other fingerprint.</param>
    /// <returns>Names of tables; empty when both are equal.</returns>
    public IReadOnlyList<string> TablesThatDifferFrom(ConfigurationFingerprint other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return [.. Tables.Keys.Union(other.Tables.Keys).Where(t => Tables.GetValueOrDefault(t) != other.Tables.GetValueOrDefault(t)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Computes it in the database.</summary>
    /// <param name="database">The database. Large ones are read by two sessions at once.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The fingerprint at one moment: all tables are read in one snapshot.</returns>
    /// <exception cref="UpgradeServiceException">The database did not answer.</exception>
    public static Task<ConfigurationFingerprint> ReadAsync(KongDatabase database, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        return new FingerprintReader(database).ReadAsync(static table => table.IsConfiguration, cancellationToken);
    }

    /// <summary>Says table by table what became of the configuration since, looked at through the columns that it had then: what <c>up</c> adds to a table does not hide whether its rows changed.</summary>
    /// <param name="before">The fingerprint then.</param>
    /// <param name="database">The database now.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The tables that differ, in order; empty when nobody wrote and no table was altered.</returns>
    /// <exception cref="UpgradeServiceException">The database did not answer.</exception>
    public static async Task<IReadOnlyList<TableDifference>> ExplainAsync(ConfigurationFingerprint before, KongDatabase database, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(database);
        (ConfigurationFingerprint now, ConfigurationFingerprint asBefore) = await new FingerprintReader(database)
            .ReadAsBeforeAsync(static table => table.IsConfiguration, before, cancellationToken).ConfigureAwait(false);
        return [.. now.TablesThatDifferFrom(before).Select(t => TableDifference.Of(t, before, now, asBefore))];
    }
}
