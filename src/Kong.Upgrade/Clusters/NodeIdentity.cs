using System.Globalization;
using System.Text.Json;

namespace Kong.Upgrade.Clusters;

/// <summary>Proves whom an Admin API belongs to before anything is asked: another node may hold the port (kong-facts 12.10).</summary>
internal static class NodeIdentity
{
    /// <summary>What is not as it should be, or <see langword="null"/>.</summary>
    public static string? Doubt(JsonElement root, KongVersion version, KongDatabase database, string? prefix)
    {
        string? said = Text(root, "version");
        if (!KongVersion.TryParse(said, out KongVersion? found) || found != version) return $"it says version '{said}' instead of {version}";
        if (!root.TryGetProperty("configuration", out JsonElement configuration)) return "it does not show its configuration";
        if (Text(configuration, "pg_database") is var name && name != database.Name) return $"its pg_database is '{name}' instead of '{database.Name}'";
        if (Text(configuration, "pg_port") is { } port && port != database.Port.ToString(CultureInfo.InvariantCulture)) return $"its pg_port is {port} instead of {database.Port}";
        if (prefix is not null && Text(configuration, "prefix")?.TrimEnd('/') is var at && at != prefix) return $"its prefix is '{at}' instead of '{prefix}'";
        return null;
    }

    /// <summary>The process id of its master, which versions before 3.0 do not say.</summary>
    public static int? Master(JsonElement root) => Pids(root) is { } pids && Text(pids, "master") is { } text && int.TryParse(text, CultureInfo.InvariantCulture, out int id) ? id : null;

    /// <summary>The process ids of its workers, which versions before 3.0 do not say.</summary>
    public static IReadOnlyList<string>? Workers(JsonElement root) =>
        Pids(root) is { } pids && pids.TryGetProperty("workers", out JsonElement workers) && workers.ValueKind is JsonValueKind.Array ? [.. workers.EnumerateArray().Select(w => w.ToString())] : null;

    /// <summary>A setting as the node itself sees it.</summary>
    public static string? Setting(JsonElement root, string name) => root.TryGetProperty("configuration", out JsonElement configuration) ? Text(configuration, name) : null;

    private static JsonElement? Pids(JsonElement root) => root.TryGetProperty("pids", out JsonElement pids) && pids.ValueKind is JsonValueKind.Object ? pids : null;

    private static string? Text(JsonElement holder, string name) => holder.ValueKind is JsonValueKind.Object && holder.TryGetProperty(name, out JsonElement value) ? value.ToString() : null;
}
