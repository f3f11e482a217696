using System.Text.Json;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Clusters.Local;

/// <summary>Whether the one who answers on a node's Admin address is that node: the same prefix, version and database, and the same process (kong-facts 12.10).</summary>
internal static class NodeProof
{
    /// <summary>The node's root, what speaks against it being the node, and why nothing could be heard.</summary>
    public static async Task<(JsonElement? Root, string? Doubt, string? Silence)> HearAsync(NodeClient client, NodePlan plan, CancellationToken cancellationToken)
    {
        if (plan.Admin is not { } admin) return (null, null, "it has no Admin address");
        NodeAnswer answer = await client.AskAsync(admin, cancellationToken).ConfigureAwait(false);
        // A node without its database answers 500 to this; a stranger answers something that is no node's root.
        if (answer.Trouble is not null || answer.Status >= 500) return (null, null, answer.ToString());
        return answer is { IsOk: true } && answer.Json() is { } root ? (root, Doubt(root, plan), null) : (null, $"{admin} is answered by something that is no Admin API: {answer.Status}", null);
    }

    private static string? Doubt(JsonElement root, NodePlan plan)
    {
        if (NodeIdentity.Doubt(root, plan.Version, plan.Database, plan.Prefix) is { } doubt) return $"{plan.Admin} is answered by another node: {doubt}";
        if (NodeIdentity.Setting(root, "pg_user") is { } user && user != plan.Database.Username) return $"{plan.Admin} is answered by a node that logs in as {user} instead of {plan.Database.Username}";
        if (NodeProcess.Of(plan.Prefix) is { } process && NodeIdentity.Master(root) is { } master && master != process.Id) return $"{plan.Admin} is answered by process {master}, but in {plan.Prefix} runs process {process.Id}";
        return null;
    }
}
