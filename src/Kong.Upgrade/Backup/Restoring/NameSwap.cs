using Kong.Upgrade.Database;
using Npgsql;

namespace Kong.Upgrade.Backup.Restoring;

/// <summary>Puts the restored database in place of the present one, in one transaction: whoever dies, either both names are swapped or none.</summary>
internal sealed class NameSwap(DatabaseSession administration, RestoreNames names, RestoreMark mark)
{
    public async Task RunAsync(bool hasLive, string? comment, CancellationToken cancellationToken)
    {
        try
        {
            await administration.InTransactionAsync(() => SwapAsync(hasLive, comment, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (UpgradeServiceException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.FeatureNotSupported } refusal)
        {
            throw new UpgradeServiceException(
                $"The server does not let {administration.Database.Username} rename {names.Live} ({refusal.MessageText}); some managed servers never do. The restored data lies complete and compared in database {names.Beside} beside it: "
                + $"point pg_database of blue's nodes to {names.Beside}, or grant the right (owner of the database, and CREATEDB) and call again. Nothing was changed.", failure);
        }
        catch (UpgradeServiceException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.ObjectInUse } refusal)
        {
            throw new UpgradeServiceException($"Somebody connected to {names.Live} in the moment in which it was to be replaced ({refusal.MessageText}; {refusal.Detail}). Stop all nodes, then call again: what was restored is kept in {names.Beside}.", failure);
        }
    }

    private async Task SwapAsync(bool hasLive, string? comment, CancellationToken cancellationToken)
    {
        if (hasLive)
        {
            await ExecuteAsync($"ALTER DATABASE {Sql.Name(names.Live)} RENAME TO {Sql.Name(names.Old)}", cancellationToken).ConfigureAwait(false);
            await ExecuteAsync($"COMMENT ON DATABASE {Sql.Name(names.Old)} IS {Sql.Text(mark.Replaced)}", cancellationToken).ConfigureAwait(false);
            // It may have been closed for the swap, by this call or by one that died.
            await ExecuteAsync($"ALTER DATABASE {Sql.Name(names.Old)} ALLOW_CONNECTIONS true", cancellationToken).ConfigureAwait(false);
        }
        await ExecuteAsync($"ALTER DATABASE {Sql.Name(names.Beside)} RENAME TO {Sql.Name(names.Live)}", cancellationToken).ConfigureAwait(false);
        await ExecuteAsync($"COMMENT ON DATABASE {Sql.Name(names.Live)} IS {(comment is null ? "NULL" : Sql.Text(comment))}", cancellationToken).ConfigureAwait(false);
    }

    private Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken) => administration.ExecuteAsync(sql, cancellationToken);
}
