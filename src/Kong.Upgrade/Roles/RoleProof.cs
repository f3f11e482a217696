using Kong.Upgrade.Database;

namespace Kong.Upgrade.Roles;

/// <summary>Proves that a login role acts as Kong's: asks the server who it is, and makes a table that is rolled back.</summary>
internal static class RoleProof
{
    public static Task ProveAsync(KongDatabase role, string owner, CancellationToken cancellationToken) =>
        role.RunAsync(
            $"checking role {role.Username}",
            async session =>
            {
                (string sessionUser, string currentUser) = (await session.QueryAsync("SELECT session_user::text, current_user::text", r => (r.GetString(0), r.GetString(1)), cancellationToken).ConfigureAwait(false)).Single();
                if (sessionUser != role.Username || currentUser != owner)
                    throw new UpgradeServiceException($"Role {role.Username} logs in as {sessionUser} and acts as {currentUser}; it should act as {owner}. Run: ALTER ROLE {Sql.Name(role.Username)} SET role = {Sql.Text(owner)}.");
                string? belongsTo = await OwnerOfATableAsync(session, role.Schema, cancellationToken).ConfigureAwait(false);
                if (belongsTo != owner)
                    throw new UpgradeServiceException($"A table that {role.Username} made in schema {role.Schema} belonged to {belongsTo ?? "nobody"} instead of {owner}: Kong's nodes could not use what the migration makes. The table was taken back.");
                return true;
            },
            cancellationToken);

    private static Task<string?> OwnerOfATableAsync(DatabaseSession session, string schema, CancellationToken cancellationToken) => session.OnTrialAsync(
        async () =>
        {
            string table = $"kong_upgrade_proof_{Guid.NewGuid():N}";
            await session.ExecuteAsync($"CREATE TABLE {Sql.Name(schema, table)} (id int)", cancellationToken).ConfigureAwait(false);
            return await session.ScalarAsync<string>("SELECT tableowner::text FROM pg_tables WHERE schemaname = $1 AND tablename = $2", cancellationToken, schema, table).ConfigureAwait(false);
        },
        cancellationToken);
}
