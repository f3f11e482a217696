using System.Globalization;

namespace Kong.Upgrade.Backup;

/// <summary>For a person at three in the morning who has nothing but this directory.</summary>
internal static class RestoreText
{
    public const string FileName = "RESTORE.txt";

    public static string Of(ManifestContent content, string location, int jobs)
    {
        Origin origin = content.Origin;
        string side = origin.Database + "_restored", role = content.NeedsSuperuser ? "<superuser>" : origin.Role;
        string where = string.Create(CultureInfo.InvariantCulture, $"-h {origin.Host} -p {origin.Port}");
        return string.Create(CultureInfo.InvariantCulture, $"""
            Backup of the Kong database "{origin.Database}" on {origin.Host}:{origin.Port} (schema {origin.Schema})
            taken {content.TakenAt:u} for run {content.RunId}, Kong {content.KongVersion}, PostgreSQL {content.ServerVersion}.
            {(content.Proven ? $"It was restored on trial and compared: the same content. That took {content.RestoreTook!.Value.TotalSeconds:0.0} s." : "IT WAS NEVER RESTORED ON TRIAL: nobody knows yet whether it can be brought back. See 'notes' in manifest.json.")}

            WHAT IS LOST by restoring it: everything written since {content.TakenAt:u}: configuration, and also rate-limiting counters, sessions,
            OAuth2 tokens and ACME certificates.{(content.WithoutRunTimeData ? " Run-time tables were saved without their rows: all of that is lost, not only what is new." : "")}
            The schema kong_upgrade (the write freeze) is not part of it: the restored database accepts writes.

            FIRST: look whether the files are whole:
              cd '{location}' && sha256sum --quiet -c {ManifestFile.SumsName} && echo whole

            THE SHORT WAY: PostgresBackup.RestoreAsync of the upgrade library with Location = {location}

            BY HAND. You need psql and pg_restore of PostgreSQL {content.DumpVersion} or later, and the passwords of {role} and of a role that may create databases.
             1. Stop ALL Kong nodes, blue and green: kong stop -p <prefix>, on every host. Look that nobody is left:
                  psql {where} -U <admin> -d postgres -c "select pid, usename, application_name, client_addr from pg_stat_activity where datname = '{origin.Database}'"
             2. Make an empty database beside the present one (the present one stays as it is):
                  psql {where} -U <admin> -d postgres -c '{content.Database.Create(side, 0).Replace("'", @"'\''", StringComparison.Ordinal)}'
             3. Restore into it. It must end without any error:
                  cd '{location}'
                  pg_restore {where} -U {role} -d '{side}' -j {jobs} --exit-on-error -L {RestoreList.FileName} {Dump.FolderName} && echo restored
             4. Swap the names. Nothing is deleted:
                  psql {where} -U <admin> -d postgres -c 'alter database "{origin.Database}" rename to "{origin.Database}_broken"' -c 'alter database "{side}" rename to "{origin.Database}"'
             5. Start blue (Kong {content.KongVersion}) with its old kong.conf (saved below files/, and kong.environment), and look: kong migrations list  must end with exit code 0.
             6. Settings of the database itself (grants, ALTER DATABASE ... SET) are listed in manifest.json under "database".

            SECRETS: this directory holds the data, and kong.environment holds passwords. Keep it for operators only.
            """) + "\n";
    }
}
