using System.Globalization;
using System.Text.Json;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Clusters.Local;

/// <summary>How large one node is: as it runs where it runs, as it is configured otherwise.</summary>
internal sealed record NodeSize(long Workers, long? MemoryCache, long? OpenFiles, long ConcurrentQueries, IReadOnlyDictionary<string, long> SharedDicts)
{
    private const string DefaultMemoryCache = "128m";
    private const string Dictionary = "lua_shared_dict";

    public static async Task<NodeSize> OfAsync(NodeClient client, NodePlan node, CancellationToken cancellationToken)
    {
        (JsonElement? root, string? doubt, _) = NodeProcess.Of(node.Prefix) is null ? (null, null, null) : await NodeProof.HearAsync(client, node, cancellationToken).ConfigureAwait(false);
        return Of(node, doubt is null ? root : null);
    }

    private static NodeSize Of(NodePlan node, JsonElement? root)
    {
        string? Value(string name) => (root is { } running ? NodeIdentity.Setting(running, name) : null) ?? node.Configuration.Value(name);
        long? files = Bytes(Value("nginx_main_worker_rlimit_nofile")) ?? NodeProcess.Of(node.Prefix)?.MaxOpenFiles ?? NodeProcess.MaxOpenFilesInherited;
        long workers = root is { } told && NodeIdentity.Workers(told) is { Count: > 0 } ids ? ids.Count : node.Configuration.WorkerProcesses ?? Environment.ProcessorCount;
        return new(workers, Bytes(Value("mem_cache_size") ?? DefaultMemoryCache), files, Queries(Value("pg_max_concurrent_queries")), Dicts(node));
    }

    // None is no bound.
    private static long Queries(string? text) => long.TryParse(text, CultureInfo.InvariantCulture, out long count) && count > 0 ? count : long.MaxValue;

    // nginx_http_lua_shared_dict = my_cache 10m
    private static Dictionary<string, long> Dicts(NodePlan node) => node.Configuration.Names.Where(name => name.EndsWith(Dictionary, StringComparison.Ordinal))
        .Select(name => (Name: name, Words: (node.Configuration.Value(name) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))).Where(d => d.Words.Length == 2)
        .GroupBy(d => d.Words[0]).ToDictionary(g => g.Key, g => Bytes(g.Last().Words[1]) ?? 0, StringComparer.Ordinal);

    /// <summary>nginx's sizes: <c>128m</c>, <c>1g</c>, <c>512k</c>, plain bytes; <see langword="null"/> for <c>auto</c>.</summary>
    private static long? Bytes(string? text)
    {
        if (text is not { Length: > 0 }) return null;
        int shift = char.ToLowerInvariant(text[^1]) switch { 'k' => 10, 'm' => 20, 'g' => 30, _ => 0 };
        return long.TryParse(shift == 0 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count << shift : null;
    }
}
