namespace Kong.Upgrade.Simulation.Command;

/// <summary>The traces of Lua in some messages: the real ones name the installation's own paths, so a reader of messages has to cope with any.</summary>
internal static class LuaLocation
{
    public const string Trace = "stack traceback:\n\t[C]: in function 'assert'";

    public static string Migrations(int line) => $"/usr/local/share/lua/5.1/kong/cmd/utils/migrations.lua:{line}: ";

    public static string Start(int line) => $"/usr/local/share/lua/5.1/kong/cmd/start.lua:{line}: ";
}
