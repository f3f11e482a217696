using System.Text.Json;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Clusters.Local;

/// <summary>A node's own directory. A file in it says whose it is, since Kong's own files do not tell versions apart and a shared prefix breaks both (kong-facts 11.15).</summary>
internal static class NodePrefix
{
    private const string MarkName = ".kong-upgrade-node";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // What `kong prepare` and `kong start` leave.
    private static readonly string[] traces = [".kong_env", "nginx.conf", "nginx-kong.conf", "pids"];

    /// <summary>Why the prefix must not be used, or <see langword="null"/>.</summary>
    public static async Task<string?> TroubleAsync(NodeClient client, NodePlan node, CancellationToken cancellationToken)
    {
        if (File.Exists(node.Prefix)) return $"The prefix {node.Prefix} of {node.Name} is a file.";
        if (await MarkAsync(node, cancellationToken).ConfigureAwait(false) is { } mark)
            return mark == Mark(node) ? null : $"The prefix {node.Prefix} of {node.Name} belongs to another node or version ({mark}); never share one. Name another, or remove what is left of that node.";
        if (!traces.Any(trace => Path.Exists(Path.Combine(node.Prefix, trace)))) return null;
        // Somebody started it beforehand, as the guide lets them.
        (JsonElement? root, string? doubt, string? silence) = NodeProcess.Of(node.Prefix) is null ? (null, null, "nothing runs there") : await NodeProof.HearAsync(client, node, cancellationToken).ConfigureAwait(false);
        return root is not null && doubt is null ? null
            : $"The prefix {node.Prefix} of {node.Name} was used by a Kong of which nobody knows the version ({doubt ?? silence}); never share one. Name an empty or a new directory.";
    }

    /// <summary>Makes the directory, for its owner only: Kong writes passwords into it. And says whose it is.</summary>
    public static async Task ClaimAsync(NodePlan node, CancellationToken cancellationToken)
    {
        try
        {
            if (!OperatingSystem.IsWindows()) Directory.CreateDirectory(node.Prefix, Private);
            await File.WriteAllTextAsync(Path.Combine(node.Prefix, MarkName), Mark(node), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UpgradeServiceException($"The prefix {node.Prefix} of {node.Name} could not be made: {failure.Message} Make it for this user, with mode 0700.", failure);
        }
    }

    private static string Mark(NodePlan node) => $"{node.Name} Kong {node.Version}";

    private static async Task<string?> MarkAsync(NodePlan node, CancellationToken cancellationToken)
    {
        string file = Path.Combine(node.Prefix, MarkName);
        return File.Exists(file) ? (await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)).Trim() : null;
    }
}
