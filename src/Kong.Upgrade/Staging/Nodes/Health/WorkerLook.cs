using System.Globalization;
using System.Text.Json;
using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Staging.Nodes.Health;

/// <summary>What one look at a node showed of its readiness and its workers.</summary>
internal sealed class WorkerLook
{
    private readonly List<string> doubts = [], notes = [];
    private readonly List<(string What, string Said)> wrong = [];

    private WorkerLook()
    {
    }

    /// <summary>What could not be seen.</summary>
    public IReadOnlyList<string> Doubts => doubts;

    /// <summary>For the reader.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>What is not as it must be, and what the node said.</summary>
    public IReadOnlyList<(string What, string Said)> Wrong => wrong;

    public static async Task<WorkerLook> AtAsync(NodeClient client, ClusterNode node, CancellationToken cancellationToken)
    {
        WorkerLook found = new();
        if (node.Admin is null && node.Status is null) found.doubts.Add("neither its Admin API nor its Status API is known");
        JsonElement? root = node.Admin is { } admin ? await found.RootAsync(client, node, admin, cancellationToken).ConfigureAwait(false) : null;
        // Whoever answers instead of the node says nothing of it.
        if (node.Admin is not null && root is null) return found;
        if ((node.Admin ?? node.Status) is { } address) await found.StatusAsync(client, address, root, cancellationToken).ConfigureAwait(false);
        await found.ReadyAsync(client, node, cancellationToken).ConfigureAwait(false);
        return found;
    }

    private async Task<JsonElement?> RootAsync(NodeClient client, ClusterNode node, Uri admin, CancellationToken cancellationToken)
    {
        NodeAnswer answer = await client.AskAsync(admin, cancellationToken).ConfigureAwait(false);
        if (answer.Json() is not { } root || !answer.IsOk || !root.TryGetProperty("version", out JsonElement version) || !root.TryGetProperty("configuration", out _))
        {
            doubts.Add($"GET / of its Admin API: {(answer.IsOk ? "not the answer of Kong's Admin API" : answer)}");
            return null;
        }
        if (!KongVersion.TryParse(version.ToString(), out KongVersion? said) || said != node.Version) wrong.Add(($"version is not {node.Version}", $"version {version}"));
        CountWorkers(root);
        return root;
    }

    private void CountWorkers(JsonElement root)
    {
        string? setting = NodeIdentity.Setting(root, "nginx_worker_processes") ?? NodeIdentity.Setting(root, "nginx_main_worker_processes");
        if (NodeIdentity.Workers(root) is not { } workers) notes.Add("it does not say its workers");
        else if (!int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out int expected)) notes.Add($"how many workers it should have is not known (nginx_worker_processes = {setting ?? "nothing"}); it has {workers.Count}");
        else if (workers.Count != expected) wrong.Add(("not as many workers as nginx_worker_processes says", $"{workers.Count} of {expected} workers"));
    }

    private async Task StatusAsync(NodeClient client, Uri address, JsonElement? root, CancellationToken cancellationToken)
    {
        NodeAnswer answer = await client.AskAsync(new(address, "/status"), cancellationToken).ConfigureAwait(false);
        if (!answer.IsOk || answer.Json() is not { } status || !status.TryGetProperty("server", out _)) doubts.Add($"/status: {(answer.IsOk ? "not the answer of Kong" : answer)}");
        else
        {
            Database(status, root);
            Machines(status, root);
        }
    }

    private void Database(JsonElement status, JsonElement? root)
    {
        if (NodeReadiness.ReachesDatabase(status)) return;
        if (status.TryGetProperty("database", out JsonElement database) && database.ValueKind is JsonValueKind.Object && database.TryGetProperty("reachable", out JsonElement reachable) && reachable.ValueKind is JsonValueKind.False)
            wrong.Add(("the database is not reached", "/status: database.reachable is false"));
        // Nodes without a database no longer speak of one (340-16).
        else if (root is not { } said || NodeIdentity.Setting(said, "database") is "off") notes.Add("it says nothing of a database, as nodes without one");
        else doubts.Add("/status does not say whether the database is reached");
    }

    private void Machines(JsonElement status, JsonElement? root)
    {
        if (!status.TryGetProperty("memory", out JsonElement memory) || memory.ValueKind is not JsonValueKind.Object || !memory.TryGetProperty("workers_lua_vms", out JsonElement machines) || machines.ValueKind is not JsonValueKind.Array) doubts.Add("/status does not say memory.workers_lua_vms");
        else if (root is { } said && NodeIdentity.Workers(said) is { } workers && machines.EnumerateArray().Count(HasMemory) is var count && count != workers.Count)
            wrong.Add(("not every worker has its Lua machine", $"{count} machines for {workers.Count} workers"));
    }

    private static bool HasMemory(JsonElement machine) => machine.ValueKind is JsonValueKind.Object && machine.TryGetProperty("http_allocated_gc", out JsonElement memory) && memory.ValueKind is JsonValueKind.String or JsonValueKind.Number;

    private async Task ReadyAsync(NodeClient client, ClusterNode node, CancellationToken cancellationToken)
    {
        if (!NodeReadiness.HasReadiness(node.Version)) return;
        if (node.Status is not { } listener)
        {
            notes.Add("its Status API is not known, so it was not asked whether it is ready");
            return;
        }
        NodeAnswer answer = await client.AskAsync(new(listener, "/status/ready"), cancellationToken).ConfigureAwait(false);
        bool isKong = answer.Json() is { } json && json.TryGetProperty("message", out _);
        if (answer.Status == 503 && isKong) wrong.Add(("it is not ready", $"/status/ready: {answer}"));
        else if (!answer.IsOk || !isKong) doubts.Add($"/status/ready: {(answer.IsOk ? "not the answer of Kong" : answer)}");
    }
}
