using Kong.Upgrade.Database;

namespace Kong.Upgrade.Preflight;

/// <summary>
/// Whether the role that migrates may do what a migration does, and what is lost where roles are shared: id <c>database-privileges</c>. Tried in a transaction that is rolled back,
/// on objects of its own only; Kong's tables are not touched, who owns them is read. Blocking when <c>up</c> would fail or leave things that Kong's nodes cannot use.
/// </summary>
/// <param name="migration">The database as the role that migrates sees it.</param>
/// <param name="blue">The database as blue's nodes see it.</param>
/// <param name="green">The database as green's nodes will see it; <see langword="null"/> when as blue's.</param>
public sealed class DatabasePrivilegesRule(KongDatabase migration, KongDatabase blue, KongDatabase? green = null) : IPreflightRule
{
    private const int Shown = 5;

    /// <inheritdoc/>
    public string Id => "database-privileges";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken) =>
    [
        .. SharedRoles(),
        .. await migration.RunAsync("looking at what the migration may do", s => PrivilegesAsync(s, cancellationToken), cancellationToken).ConfigureAwait(false),
        .. await TrialAsync(cancellationToken).ConfigureAwait(false),
    ];

    private IEnumerable<PreflightFinding> SharedRoles()
    {
        if (migration.Username == blue.Username)
            yield return Finding.Warning($"Migrations log in as {migration.Username} like blue's nodes: the freeze cannot tell them apart, and what a crash leaves behind cannot be ended without ending blue's sessions.", "Let DatabaseRoles make a migration role.");
        if ((green ?? blue).Username == blue.Username)
            yield return Finding.Warning($"Green logs in as {blue.Username} like blue: blue cannot be fenced after finish, although any Kong of the old version still starts then and breaks things.", "Let DatabaseRoles make a role for green.");
    }

    private async Task<IReadOnlyList<PreflightFinding>> PrivilegesAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        List<PreflightFinding> findings = [];
        IReadOnlyList<string> foreign = await ForeignAsync(session, cancellationToken).ConfigureAwait(false);
        if (foreign.Count > 0)
            findings.Add(Finding.Blocking($"{migration.Username} may not alter {foreign.Count} objects of schema {migration.Schema}: {string.Join(", ", foreign.Take(Shown))}{(foreign.Count > Shown ? ", …" : "")}.", $"Give them to Kong's role (ALTER … OWNER TO), or make {migration.Username} a member of their owner."));
        (string actsAs, string lockTimeout, string? check) = (await session.QueryAsync("SELECT current_user::text, current_setting('lock_timeout'), current_setting('client_connection_check_interval', true)", r => (r.GetString(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2)), cancellationToken).ConfigureAwait(false)).Single();
        if (migration.Username != blue.Username && actsAs == migration.Username)
            findings.Add(Finding.Blocking($"{migration.Username} does not act as Kong's role: what it creates would belong to itself and Kong's nodes could not use it.", $"Run: ALTER ROLE {Sql.Name(migration.Username)} SET role = {Sql.Text(blue.Username)}."));
        if (lockTimeout == "0")
            findings.Add(Finding.Warning($"{migration.Username} has no lock_timeout: a migration that waits for a lock makes blue's readers wait behind it.", migration.Username == blue.Username ? "Let DatabaseRoles make a migration role; set on the nodes' own role it would end their writes, too."
                : $"Run: ALTER ROLE {Sql.Name(migration.Username)} SET lock_timeout = '1500ms'."));
        if (check is null or "0")
            findings.Add(Finding.Information($"{migration.Username} has no client_connection_check_interval{(check is null ? ", which came with PostgreSQL 14" : "")}: after a crash a statement may go on in the server.", "After a crash end the role's sessions before anything else."));
        return findings;
    }

    // Membership is enough to alter; a role that acts as another is that other.
    private static Task<IReadOnlyList<string>> ForeignAsync(DatabaseSession session, CancellationToken cancellationToken) => session.QueryAsync(
        """
        SELECT c.relname::text || ' (owner ' || r.rolname || ')' FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles r ON r.oid = c.relowner
        WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'S', 'v', 'm') AND NOT pg_has_role(c.relowner, 'USAGE')
        UNION ALL
        SELECT p.proname::text || '() (owner ' || r.rolname || ')' FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner
        WHERE n.nspname = $1 AND NOT pg_has_role(p.proowner, 'USAGE') AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        ORDER BY 1
        """,
        r => r.GetString(0), cancellationToken, session.Database.Schema);

    private async Task<IReadOnlyList<PreflightFinding>> TrialAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await migration.RunAsync("trying what a migration does", s => TrialAsync(s, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (UpgradeServiceException failure) when (DatabaseTrouble.IsPermissionDenied(failure))
        {
            return [Finding.Blocking(failure.Message, $"Run as an administrator: GRANT CREATE, USAGE ON SCHEMA {Sql.Name(migration.Schema)} TO {Sql.Name(blue.Username)} (from PostgreSQL 15 on nobody else has it in public).")];
        }
    }

    private static Task<IReadOnlyList<PreflightFinding>> TrialAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        string own = Sql.Name(session.Database.Schema, $"kong_upgrade_trial_{Guid.NewGuid():N}");
        string[] statements =
        [
            "SET LOCAL lock_timeout = '1s'", $"CREATE TABLE {own} (id int)", $"ALTER TABLE {own} ADD COLUMN name text", $"CREATE INDEX ON {own} (id)",
            $"CREATE FUNCTION {own}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$", $"CREATE TRIGGER trial BEFORE INSERT ON {own} FOR EACH ROW EXECUTE PROCEDURE {own}()", $"DROP TABLE {own}",
        ];
        return session.OnTrialAsync<IReadOnlyList<PreflightFinding>>(
            async () =>
            {
                foreach (string statement in statements) await session.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
                return [];
            },
            cancellationToken);
    }
}
