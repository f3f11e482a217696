using Kong.Upgrade.Database;
using Npgsql;

namespace Kong.Upgrade.Backup;

/// <summary>What belongs to a database itself and that no dump of its content brings back: owner, locale, limits, settings, grants.</summary>
internal sealed record DatabaseSettings
{
    // Their values are stored as lists of quoted names already; quoting them once more would make one name of the list.
    private static readonly string[] lists =
        ["local_preload_libraries", "search_path", "session_preload_libraries", "shared_preload_libraries", "temp_tablespaces", "unix_socket_directories"];

    public required string Owner { get; init; }
    public required string Encoding { get; init; }
    public required string Collate { get; init; }
    public required string CharacterType { get; init; }
    public required char Provider { get; init; }
    public string? Locale { get; init; }
    public required string Tablespace { get; init; }
    public required int ConnectionLimit { get; init; }
    public string? Comment { get; init; }

    /// <summary>Whether grants differ from what a new database has.</summary>
    public required bool HasGrants { get; init; }
    public required IReadOnlyList<GrantRecord> Grants { get; init; }
    public required IReadOnlyList<SettingRecord> Settings { get; init; }

    public static Task<DatabaseSettings> ReadAsync(KongDatabase through, string name, CancellationToken cancellationToken) => through.RunAsync(
        $"reading the settings of database {name}",
        async session =>
        {
            IReadOnlyList<DatabaseSettings> found = await session.QueryAsync(Query, Read, cancellationToken, name).ConfigureAwait(false);
            if (found.Count == 0) throw new UpgradeServiceException($"There is no database {name} on {through.Host}:{through.Port}. Check pg_database.");
            return found[0] with
            {
                Grants = await session.QueryAsync(GrantQuery, row => new GrantRecord(row.GetString(0), row.GetString(1), row.GetBoolean(2)), cancellationToken, name).ConfigureAwait(false),
                Settings = await session.QueryAsync(SettingQuery, row => new SettingRecord(row.GetString(0), row.GetString(1)), cancellationToken, name).ConfigureAwait(false),
            };
        },
        cancellationToken);

    /// <summary>Makes an empty database of the same kind.</summary>
    public string Create(string name, int serverMajor)
    {
        string locale = Provider switch
        {
            'i' => $" LOCALE_PROVIDER icu ICU_LOCALE {Sql.Text(Locale!)}",
            'b' => $" LOCALE_PROVIDER builtin BUILTIN_LOCALE {Sql.Text(Locale!)}",
            _ when serverMajor >= 15 => " LOCALE_PROVIDER libc",
            _ => "",
        };
        string tablespace = Tablespace == "pg_default" ? "" : $" TABLESPACE {Sql.Name(Tablespace)}";
        return $"CREATE DATABASE {Sql.Name(name)} OWNER {Sql.Name(Owner)} TEMPLATE template0 ENCODING {Sql.Text(Encoding)} LC_COLLATE {Sql.Text(Collate)} LC_CTYPE {Sql.Text(CharacterType)}{locale}{tablespace}";
    }

    /// <summary>Gives another database what this one had, all but the comment.</summary>
    public IEnumerable<string> CarryOverTo(string name)
    {
        yield return $"ALTER DATABASE {Sql.Name(name)} CONNECTION LIMIT {ConnectionLimit}";
        foreach (SettingRecord setting in Settings) yield return Set(name, setting);
        if (!HasGrants) yield break;
        yield return $"REVOKE ALL ON DATABASE {Sql.Name(name)} FROM PUBLIC, {Sql.Name(Owner)}";
        foreach (GrantRecord grant in Grants)
            yield return $"GRANT {grant.Privilege} ON DATABASE {Sql.Name(name)} TO {(grant.To.Length == 0 ? "PUBLIC" : Sql.Name(grant.To))}{(grant.Grantable ? " WITH GRANT OPTION" : "")}";
    }

    private static string Set(string name, SettingRecord setting)
    {
        string[] parts = setting.Text.Split('=', 2);
        string value = lists.Contains(parts[0], StringComparer.OrdinalIgnoreCase) ? (parts[1].Length == 0 ? "''" : parts[1]) : Sql.Text(parts[1]);
        string where = setting.Role.Length == 0 ? $"DATABASE {Sql.Name(name)}" : $"ROLE {Sql.Name(setting.Role)} IN DATABASE {Sql.Name(name)}";
        // A setting of an extension has a dot between its names.
        return $"ALTER {where} SET {string.Join('.', parts[0].Split('.').Select(Sql.Name))} TO {value}";
    }

    private static DatabaseSettings Read(NpgsqlDataReader row) => new()
    {
        Owner = row.GetString(0),
        Encoding = row.GetString(1),
        Collate = row.GetString(2),
        CharacterType = row.GetString(3),
        Provider = row.GetString(4)[0],
        Locale = row.IsDBNull(5) ? null : row.GetString(5),
        Tablespace = row.GetString(6),
        ConnectionLimit = row.GetInt32(7),
        Comment = row.IsDBNull(8) ? null : row.GetString(8),
        HasGrants = row.GetBoolean(9),
        Grants = [],
        Settings = [],
    };

    // The columns about locales have other names in each major version: as JSON they are simply there or not.
    private const string Query =
        """
        SELECT pg_get_userbyid(d.datdba), pg_encoding_to_char(d.encoding), d.datcollate::text, d.datctype::text, coalesce(to_jsonb(d) ->> 'datlocprovider', 'c'),
               coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'), t.spcname::text, d.datconnlimit, shobj_description(d.oid, 'pg_database'), d.datacl IS NOT NULL
        FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace WHERE d.datname = $1
        """;

    private const string GrantQuery =
        """
        SELECT CASE a.grantee WHEN 0 THEN '' ELSE pg_get_userbyid(a.grantee)::text END, a.privilege_type, a.is_grantable
        FROM pg_database d, aclexplode(d.datacl) a WHERE d.datname = $1 ORDER BY 1, 2
        """;

    private const string SettingQuery =
        """
        SELECT coalesce(r.rolname::text, ''), s.setting FROM pg_db_role_setting c JOIN pg_database d ON d.oid = c.setdatabase
        LEFT JOIN pg_roles r ON r.oid = c.setrole, unnest(c.setconfig) WITH ORDINALITY AS s(setting, place) WHERE d.datname = $1 ORDER BY 1, s.place
        """;
}

/// <summary>One privilege on the database; an empty name is everybody.</summary>
internal sealed record GrantRecord(string To, string Privilege, bool Grantable);

/// <summary>One <c>name=value</c> that sessions of the database start with; an empty role is all roles.</summary>
internal sealed record SettingRecord(string Role, string Text);
