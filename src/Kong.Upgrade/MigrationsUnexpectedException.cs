namespace Kong.Upgrade;

/// <summary>The real <c>up</c> left other migrations pending than the rehearsal on a copy of the same database. The run halts.</summary>
public sealed class MigrationsUnexpectedException : KongUpgradeException
{
    internal MigrationsUnexpectedException(string expected, string found)
        : base($"'kong migrations up' left other migrations pending than its rehearsal. Expected: {Words(expected)}. Found: {Words(found)}. "
            + "Compare 'plugins' and version of the kong that rehearsed with the one that ran; nothing was diverted.")
    {
    }

    internal override bool Halts => true;

    private static string Words(string migrations) => migrations.Length == 0 ? "none" : migrations;
}
