namespace Kong.Upgrade.Freeze;

/// <summary>A kind of trigger, as it is written and as the catalogue keeps it.</summary>
/// <param name="Name">Its name on every table.</param>
/// <param name="Events">What it fires before.</param>
/// <param name="Level">STATEMENT also fires for statements that touch no row (kong-facts 12.1 no. 4).</param>
/// <param name="Bits">pg_trigger.tgtype: 1 row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate.</param>
internal sealed record FreezeTrigger(string Name, string Events, string Level, short Bits)
{
    public const string Prefix = "kong_upgrade_freeze";

    public static readonly FreezeTrigger Write = new(Prefix, "INSERT OR UPDATE OR DELETE", "STATEMENT", 2 + 4 + 8 + 16);
    public static readonly FreezeTrigger InsertOrUpdate = new(Prefix, "INSERT OR UPDATE", "STATEMENT", 2 + 4 + 16);
    public static readonly FreezeTrigger DeleteOfARow = new(Prefix + "_delete", "DELETE", "ROW", 1 + 2 + 8);
    public static readonly FreezeTrigger Truncate = new(Prefix + "_truncate", "TRUNCATE", "STATEMENT", 2 + 32);
}
