using Kong.Upgrade.Database;
using Kong.Upgrade.Rehearsals;
using Npgsql;

namespace Kong.Upgrade.Backup;

/// <summary>What a trial restore proved, or why there was none.</summary>
internal sealed record TrialResult(TimeSpan? Took, RehearsalReport? Rehearsal, string? WhyNot);

/// <summary>Restores a backup into a scratch database and compares: the only proof that it can be brought back (kong-facts 8.3).</summary>
internal sealed class TrialRestore(KongDatabase database, ScratchDatabases scratch, Dump dump, int serverMajor)
{
    /// <summary>Makes the scratch database.</summary>
    /// <returns>Its name, or why the server does not let us.</returns>
    public async Task<(string? Name, string? WhyNot)> PrepareAsync(DatabaseSettings settings, string administrator, CancellationToken cancellationToken)
    {
        try
        {
            string name = await scratch.CreateAsync(n => settings.Create(n, serverMajor), cancellationToken).ConfigureAwait(false);
            return (name, null);
        }
        catch (UpgradeServiceException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refusal)
        {
            return (null, $"No trial restore: role {administrator} may not create a database for {settings.Owner} ({refusal.MessageText}). Grant it as a superuser, then take the backup again: ALTER ROLE {Sql.Name(administrator)} CREATEDB; GRANT {Sql.Name(settings.Owner)} TO {Sql.Name(administrator)};");
        }
    }

    /// <summary>Restores and compares.</summary>
    /// <returns>How long the restore took.</returns>
    /// <exception cref="UpgradeServiceException">It could not be restored, or gave back something else.</exception>
    public async Task<TimeSpan> ProveAsync(string backup, string name, KongDatabase administrator, bool needsSuperuser, DatabaseContent expected, Func<string, bool> isEmpty, CancellationToken cancellationToken)
    {
        KongDatabase restorer = RestoreRole.On(name, database, administrator, needsSuperuser);
        await using (restorer.ConfigureAwait(false))
        {
            TimeSpan took = await dump.RestoreAsync(backup, restorer, cancellationToken).ConfigureAwait(false);
            await CompareAsync(database, name, expected, isEmpty, cancellationToken).ConfigureAwait(false);
            return took;
        }
    }

    /// <summary>Compares a restored database with what was in the dump.</summary>
    public static async Task CompareAsync(KongDatabase database, string name, DatabaseContent expected, Func<string, bool> isEmpty, CancellationToken cancellationToken)
    {
        KongDatabase restored = database.On(name);
        await using (restored.ConfigureAwait(false))
        {
            DatabaseContent seen = await DatabaseContent.ReadAsync(restored, null, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<string> differences = expected.DifferencesOf(seen, isEmpty);
            if (differences.Count > 0)
                throw new UpgradeServiceException($"The backup does not give back what was saved from {database}: {string.Join("; ", differences.Take(20))}. It must not be relied on: find out what is special about these tables (rules, triggers, unsupported types), then take another.");
        }
    }
}
