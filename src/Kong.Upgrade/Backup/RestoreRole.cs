namespace Kong.Upgrade.Backup;

/// <summary>Who restores: Kong's own role if it can make everything that is there, otherwise a superuser, for code in a dump runs with the rights of who restores it.</summary>
internal static class RestoreRole
{
    /// <summary>Whether something in the database belongs to a role that ours cannot be, or is an extension that only a superuser may make.</summary>
    public static Task<bool> NeedsSuperuserAsync(KongDatabase database, CancellationToken cancellationToken) => database.RunAsync(
        "looking whose the database's objects are",
        session => session.ScalarAsync<bool>(
            """
            SELECT EXISTS (
                SELECT FROM (
                    SELECT c.relnamespace AS space, c.relowner AS owner FROM pg_class c
                    UNION ALL SELECT p.pronamespace, p.proowner FROM pg_proc p WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
                    UNION ALL SELECT n.oid, n.nspowner FROM pg_namespace n WHERE n.nspname <> 'public') o
                JOIN pg_namespace n ON n.oid = o.space
                WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'kong_upgrade') AND NOT pg_has_role(o.owner, 'MEMBER'))
              OR EXISTS (SELECT FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid WHERE p.pronamespace IS DISTINCT FROM to_regnamespace('kong_upgrade'))
              OR EXISTS (SELECT FROM pg_extension e LEFT JOIN pg_available_extension_versions v ON v.name = e.extname AND v.version = e.extversion
                         WHERE e.extname <> 'plpgsql' AND NOT coalesce((to_jsonb(v) ->> 'trusted')::boolean, false))
            """,
            cancellationToken),
        cancellationToken);

    /// <summary>The database under the role that restores it.</summary>
    public static KongDatabase On(string name, KongDatabase database, KongDatabase administrator, bool needsSuperuser) => needsSuperuser ? administrator.On(name) : database.On(name);
}
