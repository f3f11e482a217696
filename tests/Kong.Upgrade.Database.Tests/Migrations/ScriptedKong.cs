using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Migrations;

/// <summary>
/// A <c>kong</c> that is a shell script: for what real Kong did in situations that cannot be brought about otherwise. The script finds the simulated
/// kong as <c>$SIM</c>, the sub-command as <c>$2</c>, a folder of its own as <c>$HERE</c>, and <c>sql</c> runs a statement as Kong would: as its role, in a session called kong.
/// </summary>
internal sealed class ScriptedKong : IDisposable
{
    private const string Prelude =
        """
        #!/bin/bash
        sql() { PGHOST=$KONG_PG_HOST PGPORT=$KONG_PG_PORT PGUSER=$KONG_PG_USER PGPASSWORD=$KONG_PG_PASSWORD PGDATABASE=$KONG_PG_DATABASE PGAPPNAME=kong psql -X -q -t -A -v ON_ERROR_STOP=1 -c "$1"; }
        play() { cat "$1.out"; cat "$1.err" >&2; exit "$(cat "$1.rc")"; }
        count() { echo x >> "$HERE/$1"; wc -l < "$HERE/$1"; }

        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kong-upgrade-test-");

    public ScriptedKong(string version, string body, params (string Name, string Value)[] environment)
    {
        File.WriteAllText(Executable, Prelude.ReplaceLineEndings("\n") + body.ReplaceLineEndings("\n") + "\n");
#pragma warning disable CA1416 // Kong is not for Windows, and neither is a shell script.
        File.SetUnixFileMode(Executable, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
        Command = new(KongVersion.Parse(version), Executable)
        {
            Environment = environment.Concat([("SIMULATED_KONG_VERSION", version), ("SIM", SimulatedKong.Path), ("HERE", Folder)]).ToDictionary(e => e.Item1, e => e.Item2),
        };
    }

    /// <summary>Asked for the state it is the simulated kong; <paramref name="act"/> is what it does for <c>up</c> and <c>finish</c>.</summary>
    public static ScriptedKong Acting(string act, string version = "3.9.1", params (string Name, string Value)[] environment) =>
        new(version, "case \"$2\" in status|list) exec \"$SIM\" \"$@\";; esac\n" + act, environment);

    public string Folder => folder.FullName;

    public KongCommand Command { get; }

    private string Executable => Path.Combine(folder.FullName, "kong");

    public static string Recorded(string name) => Recordings.Find(name + ".rc")[..^".rc".Length];

    public string Read(string file) => File.Exists(Path.Combine(Folder, file)) ? File.ReadAllText(Path.Combine(Folder, file)).Trim() : "";

    public void Dispose() => folder.Delete(recursive: true);
}
