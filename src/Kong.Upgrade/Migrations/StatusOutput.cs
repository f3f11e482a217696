using System.Text.Json;

namespace Kong.Upgrade.Migrations;

/// <summary>Reads what <c>kong migrations status</c> prints: one line of JSON among whatever else Kong has to say (kong-facts 1.4, 11.2, 11.6).</summary>
internal static class StatusOutput
{
    private static readonly string[] keys = ["needs_bootstrap", "executed_migrations", "pending_migrations", "new_migrations", "missing_migrations"];

    /// <summary>The state in it, or <see langword="null"/> when there is none that can be relied upon.</summary>
    public static KongView? Read(string output) => output.Split('\n').Select(ReadLine).LastOrDefault(view => view is not null);

    private static KongView? ReadLine(string line)
    {
        // With -v the line has a time stamp in front.
        int start = line.IndexOf('{', StringComparison.Ordinal);
        if (start < 0) return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(line[start..].TrimEnd());
            return IsStatus(document.RootElement) ? View(document.RootElement) : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static bool IsStatus(JsonElement root) => root.ValueKind is JsonValueKind.Object && keys.Any(key => root.TryGetProperty(key, out _));

    private static KongView View(JsonElement root) => new()
    {
        Source = "kong migrations status",
        NeedsBootstrap = root.TryGetProperty("needs_bootstrap", out JsonElement needs) && needs.GetBoolean(),
        Executed = Names(root, "executed_migrations"),
        Pending = Names(root, "pending_migrations"),
        New = Names(root, "new_migrations"),
        Missing = Names(root, "missing_migrations"),
    };

    // Empty lists are left out; Lua may also write one as {} (kong-facts 1.4).
    private static HashSet<Migration> Names(JsonElement root, string key) =>
        !root.TryGetProperty(key, out JsonElement list) || list.ValueKind is JsonValueKind.Null or JsonValueKind.Object ? []
        : [.. list.EnumerateArray().SelectMany(Names)];

    private static IEnumerable<Migration> Names(JsonElement entry)
    {
        string subsystem = entry.GetProperty("subsystem").GetString() ?? throw new JsonException("a subsystem without name");
        return [.. entry.GetProperty("migrations").EnumerateArray().Select(name => new Migration(subsystem, name.GetString() ?? throw new JsonException("a migration without name")))];
    }
}
