using Kong.Upgrade.Database;

namespace Kong.Upgrade.Backup.Restoring;

/// <summary>What a database's comment says about a restore: it is how a call knows, after a crash, how far the last one came.</summary>
internal sealed class RestoreMark(DatabaseSession session, string backup)
{
    private const string Ours = "kong-upgrade restore of backup ";

    private string Building => $"{Ours}{backup}: being restored, not usable";

    private string Verified => $"{Ours}{backup}: restored and compared, not yet in place";

    /// <summary>For the database that was replaced.</summary>
    public string Replaced => $"{Ours}{backup}: what was here before it; drop it when nobody needs it any more";

    public Task SetBuildingAsync(string name, CancellationToken cancellationToken) => SetAsync(name, Building, cancellationToken);

    public Task SetVerifiedAsync(string name, CancellationToken cancellationToken) => SetAsync(name, Verified, cancellationToken);

    public async Task<bool> IsVerifiedAsync(string name, CancellationToken cancellationToken) => await GetAsync(name, cancellationToken).ConfigureAwait(false) == Verified;

    public async Task<bool> IsOursAsync(string name, CancellationToken cancellationToken) =>
        (await GetAsync(name, cancellationToken).ConfigureAwait(false))?.StartsWith(Ours, StringComparison.Ordinal) == true;

    /// <summary>The database that an earlier call of the same restore replaced.</summary>
    public Task<string?> ReplacedAsync(CancellationToken cancellationToken) => session.ScalarAsync<string>(
        "SELECT datname::text FROM pg_database d WHERE shobj_description(d.oid, 'pg_database') = $1 ORDER BY 1 DESC LIMIT 1", cancellationToken, Replaced);

    private Task<string?> GetAsync(string name, CancellationToken cancellationToken) =>
        session.ScalarAsync<string>("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1", cancellationToken, name);

    private Task<int> SetAsync(string name, string text, CancellationToken cancellationToken) =>
        session.ExecuteAsync($"COMMENT ON DATABASE {Sql.Name(name)} IS {Sql.Text(text)}", cancellationToken);
}
