using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Clusters.Local;

/// <summary>Finds all that would keep green from starting as it should, before anything is started. Reads, and runs <c>kong version</c> and <c>kong check</c>.</summary>
internal sealed class Preparation(ClusterSpec spec, IReadOnlyList<NodePlan> blue, IReadOnlyList<NodePlan> green, NodeClient client, TimeProvider time)
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    /// <summary>One sentence a problem.</summary>
    public async Task<IReadOnlyList<string>> FindProblemsAsync(CancellationToken cancellationToken)
    {
        List<string> problems = [];
        foreach (NodePlan node in green)
        {
            problems.AddRange(await VersionAsync(node, cancellationToken).ConfigureAwait(false));
            if (await CheckAsync(node, cancellationToken).ConfigureAwait(false) is { } wrong) problems.Add(wrong);
            if (await NodePrefix.TroubleAsync(client, node, cancellationToken).ConfigureAwait(false) is { } trouble) problems.Add(trouble);
            if (node.Admin is null) problems.Add($"{node} has no Admin address without TLS, so nobody could prove who it is: set admin_listen, or name {nameof(LocalNode.Admin)}.");
            problems.AddRange(Database(node));
            problems.AddRange(blue.Select(b => Plugins(b, node)).OfType<string>().Take(1));
        }
        problems.AddRange(AddressClashes.Find(blue, green));
        return problems;
    }

    private async Task<IEnumerable<string>> VersionAsync(NodePlan node, CancellationToken cancellationToken)
    {
        if (node.Version != spec.Version) return [$"{node.Name} is of Kong {node.Version}; the plan goes to {spec.Version}."];
        CommandOutcome outcome = await RunAsync(node.Line("version"), cancellationToken).ConfigureAwait(false);
        return outcome.ExitCode == 0 && KongVersion.TryParse(outcome.Out.Trim().Split(' ', '\n')[^1], out KongVersion? said) && said == node.Version ? []
            : [$"'{node.Kong.Executable} version' exited with {outcome.ExitCode} and said '{outcome.LastLines(1)}'; {node.Name} is to be Kong {node.Version}. Name the kong of that version."];
    }

    private async Task<string?> CheckAsync(NodePlan node, CancellationToken cancellationToken)
    {
        if (node.Kong.ConfigurationFile is not { } file) return null;
        CommandOutcome outcome = await RunAsync(node.Line("check", file), cancellationToken).ConfigureAwait(false);
        return outcome.ExitCode == 0 ? null : $"'kong check {file}' of {node.Name} exited with {outcome.ExitCode}: {outcome.LastLines()}.";
    }

    private async Task<CommandOutcome> RunAsync(CommandLine line, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(patience, time);
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await Command.RunAsync(line with { LeavesNothing = true }, time, null, waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UpgradeServiceException($"'{line}' did not end within {patience.TotalSeconds:0} s and was ended. Run it by hand and look what it waits for.");
        }
    }

    // A node that is started by hand one day must find the same database, so what is written must not say otherwise.
    private static IEnumerable<string> Database(NodePlan node)
    {
        (string Setting, string Expected)[] settings = [("pg_host", node.Database.Host), ("pg_port", $"{node.Database.Port}"), ("pg_database", node.Database.Name), ("pg_schema", node.Database.Schema)];
        foreach ((string setting, string expected) in settings)
        {
            if (node.Written.GetValueOrDefault(setting) is { } written && !written.StartsWith("{vault:", StringComparison.Ordinal) && !IsSame(written, expected)) yield return $"{node.Name} is configured with {setting} '{written}', but blue's database is {node.Database}: '{expected}'. Both clusters share one database.";
        }
        if (node.Written.GetValueOrDefault("database") is { } kind and not "postgres") yield return $"{node.Name} is configured with database '{kind}'; it has to share blue's PostgreSQL database.";
    }

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase) || (IsLoopback(one) && IsLoopback(other));

    private static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1" or "::1" or "[::1]";

    private static string? Plugins(NodePlan blue, NodePlan node) => blue.Configuration.Plugins.ToHashSet(StringComparer.Ordinal).SetEquals(node.Configuration.Plugins) ? null
        : $"{blue.Name} and {node.Name} have different plugins: '{string.Join(",", blue.Configuration.Plugins)}' and '{string.Join(",", node.Configuration.Plugins)}'. With another list other migrations run, and what is configured may not work; give both the same.";
}
