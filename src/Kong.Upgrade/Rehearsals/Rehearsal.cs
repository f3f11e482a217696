using Kong.Upgrade.Backup;
using Kong.Upgrade.Database;
using Kong.Upgrade.Fingerprints;
using Kong.Upgrade.Migrations;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Rehearsals;

/// <summary>
/// Lets the new version's migrations loose on copies of the restored database: what fails fails there, and what it does is known before it is done for
/// real (kong-facts 12.9). The restored database itself stays as it was, to compare with.
/// </summary>
internal sealed class Rehearsal(RehearsalOptions options, KongDatabase database, ScratchDatabases scratch, TimeProvider time, ILoggerFactory loggers)
{
    private static readonly string[] first = ["routes", "plugins"];

    private readonly KongCommand green = Quiet(options.Green!);

    /// <summary>Rehearses on copies of a scratch database.</summary>
    /// <exception cref="UpgradeServiceException">It failed, with Kong's last words.</exception>
    public async Task<RehearsalReport> RunAsync(string restored, CancellationToken cancellationToken)
    {
        DateTimeOffset at = time.GetUtcNow();
        string up = await CopyAsync(restored, cancellationToken).ConfigureAwait(false);
        await DeleteLocksAsync(up, cancellationToken).ConfigureAwait(false);
        Act act = await ActAsync("up", up, (runner, token) => runner.UpAsync(token), cancellationToken).ConfigureAwait(false);
        if (!act.After.IsUp) throw Failed("up", $"it left {act.After}: {string.Join(", ", act.After.New)}", null);
        RehearsalReport report = new()
        {
            Version = green.Version,
            At = at,
            UpTook = act.Took,
            Before = act.Before,
            AfterUp = act.After,
            ChangedByUp = await ChangesAsync(restored, up, cancellationToken).ConfigureAwait(false),
        };
        return options.AlsoFinish ? await FinishAsync(report, restored, up, cancellationToken).ConfigureAwait(false) : report;
    }

    private async Task<RehearsalReport> FinishAsync(RehearsalReport report, string restored, string up, CancellationToken cancellationToken)
    {
        // Never three copies at once: the server's disk must hold them.
        await scratch.DropAsync(restored, cancellationToken).ConfigureAwait(false);
        string finished = await CopyAsync(up, cancellationToken).ConfigureAwait(false);
        FinishPermit permit = FinishPermit.ForOperator("a rehearsal on a scratch copy", time);
        Act act = await ActAsync("finish", finished, (runner, token) => runner.FinishAsync(permit, token), cancellationToken).ConfigureAwait(false);
        if (!act.After.IsFinished) throw Failed("finish", $"it left {act.After}: {string.Join(", ", act.After.Pending)}", null);
        return new()
        {
            Version = report.Version,
            At = report.At,
            UpTook = report.UpTook,
            Before = report.Before,
            AfterUp = report.AfterUp,
            ChangedByUp = report.ChangedByUp,
            FinishTook = act.Took,
            ChangedByFinish = await ChangesAsync(up, finished, cancellationToken).ConfigureAwait(false),
        };
    }

    private Task<string> CopyAsync(string from, CancellationToken cancellationToken) =>
        scratch.CreateAsync(name => $"CREATE DATABASE {Sql.Name(name)} TEMPLATE {Sql.Name(from)} OWNER {Sql.Name(scratch.Owner)}", cancellationToken);

    private async Task<Act> ActAsync(string verb, string copy, Func<IMigrationRunner, CancellationToken, Task<MigrationState>> work, CancellationToken cancellationToken)
    {
        KongDatabase on = database.On(copy);
        await using (on.ConfigureAwait(false))
        {
            IMigrationRunner runner = options.Runner?.Invoke(green, on) ?? new KongCliMigrationRunner(green, on, null, time, loggers);
            try
            {
                MigrationState before = await runner.GetStateAsync(cancellationToken).ConfigureAwait(false);
                long start = time.GetTimestamp();
                MigrationState after = await work(runner, cancellationToken).ConfigureAwait(false);
                return new(before, after, time.GetElapsedTime(start));
            }
            catch (KongUpgradeException failure)
            {
                throw Failed(verb, failure.Message, failure);
            }
            finally
            {
                if (runner is IAsyncDisposable disposable) await disposable.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    // A lock that was held when the dump was taken came along, and Kong would wait for it and then do nothing (kong-facts 12.9 no. 3, 1.5).
    private async Task DeleteLocksAsync(string copy, CancellationToken cancellationToken)
    {
        KongDatabase on = database.On(copy);
        await using (on.ConfigureAwait(false))
        {
            await on.RunAsync("removing Kong's locks from a scratch copy", session => session.ExecuteAsync($"DELETE FROM {Sql.Name(on.Schema, "locks")}", cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<ChangedTable>> ChangesAsync(string before, string after, CancellationToken cancellationToken)
    {
        KongDatabase one = database.On(before), other = database.On(after);
        await using (one.ConfigureAwait(false))
        await using (other.ConfigureAwait(false))
        {
            ConfigurationFingerprint then = await ConfigurationFingerprint.ReadAsync(one, cancellationToken).ConfigureAwait(false), now = await ConfigurationFingerprint.ReadAsync(other, cancellationToken).ConfigureAwait(false);
            List<ChangedTable> changes = [];
            foreach (string table in now.TablesThatDifferFrom(then).OrderBy(t => (uint)Array.IndexOf(first, t)).ThenBy(t => t, StringComparer.Ordinal))
                changes.Add(await ChangeAsync(one, other, table, then, now, cancellationToken).ConfigureAwait(false));
            return changes;
        }
    }

    private async Task<ChangedTable> ChangeAsync(KongDatabase one, KongDatabase other, string table, ConfigurationFingerprint then, ConfigurationFingerprint now, CancellationToken cancellationToken)
    {
        if (!then.Tables.ContainsKey(table)) return new() { Table = table, Rows = 0, Examples = ["the table is new"] };
        if (!now.Tables.ContainsKey(table)) return new() { Table = table, Rows = 0, Examples = ["the table was dropped"] };
        return await TableComparison.CompareAsync(one, other, table, options.Examples, cancellationToken).ConfigureAwait(false);
    }

    private UpgradeServiceException Failed(string verb, string why, Exception? failure) =>
        new($"The rehearsal of '{green} migrations {verb}' failed on a copy of {database}; the database itself was not touched. {why.TrimEnd('.')}. Correct the cause before anything is migrated for real.", failure);

    // A copy must not report itself to Kong's makers as if it were the gateway (kong-facts 12.9 no. 3).
    private static KongCommand Quiet(KongCommand green) => new(green.Version, green.Executable)
    {
        ConfigurationFile = green.ConfigurationFile,
        Environment = new Dictionary<string, string>(green.Environment) { ["KONG_ANONYMOUS_REPORTS"] = "off" },
    };

    private sealed record Act(MigrationState Before, MigrationState After, TimeSpan Took);
}
