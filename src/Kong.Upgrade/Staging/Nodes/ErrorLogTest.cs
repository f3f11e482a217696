using System.Globalization;
using System.Text.Json;
using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Nodes.Logs;

namespace Kong.Upgrade.Staging.Nodes;

/// <summary>Whether green's error logs hold anything unexpected since the nodes started. For those nodes whose log is known; without one, do not make the test (<see cref="HasLog"/>).</summary>
/// <remarks>
/// Messages are grouped by what they say. An error that blue's log holds as well, about the same host, is not green's: staging requests to a service that is down cause it on both sides. The warning of pending
/// migrations is expected, those of deprecated settings are explained, others are told and decide nothing. Reads at most a file's end as it was at the beginning.
/// </remarks>
internal sealed class ErrorLogTest(Func<Uri, AdminApiOptions> options, TimeProvider time) : IStagingTest, IRunsLast
{
    private readonly NodeDoor door = new(options, time);

    public string Name => "error log: nothing unexpected since green's start";

    /// <summary>Whether there is any log to read.</summary>
    public static bool HasLog(StagingTarget target) => target.Green.Any(n => n.ErrorLog is not null);

    public async Task<StagingOutcome> RunAsync(StagingTarget target, CancellationToken cancellationToken)
    {
        NodeTally tally = new();
        if (!HasLog(target)) tally.Doubt("no green node's error log is known");
        List<LogGroups> blue = [];
        foreach (ClusterNode node in target.Blue.Where(n => n.ErrorLog is not null))
        {
            if (await NodeLog.EndAsync(node.ErrorLog!, Prefix(node.ErrorLog!), cancellationToken).ConfigureAwait(false) is { } log) blue.Add(log);
            else tally.Note($"{node.ErrorLog} of {node.Name} cannot be read, so it excuses nothing");
        }
        foreach (ClusterNode node in target.Green) await OneAsync(node, blue, tally, cancellationToken).ConfigureAwait(false);
        return tally.End(string.Create(CultureInfo.InvariantCulture, $"{target.Green.Count(n => n.ErrorLog is not null):N0} error logs hold nothing unexpected since the nodes started"));
    }

    private async Task OneAsync(ClusterNode node, List<LogGroups> blue, NodeTally tally, CancellationToken cancellationToken)
    {
        if (node.ErrorLog is not { } file)
        {
            tally.Note($"where {node.Name} writes its error log is not known");
            return;
        }
        (ProvenNode? opened, string? trouble) = await door.OpenAsync(node, cancellationToken).ConfigureAwait(false);
        using ProvenNode? proven = opened;
        if (proven is null) tally.Doubt(trouble!);
        else if (Processes(proven) is not { Count: > 0 } processes) tally.Doubt($"{node.Name} does not say its processes, so where its run begins in {file} is not known");
        else
        {
            JsonElement root = proven.Root.Json;
            LogReading reading = await NodeLog.SinceStartAsync(file, processes, NodeIdentity.Setting(root, "prefix"), NodeIdentity.Setting(root, "log_level") is "notice" or "info" or "debug", cancellationToken).ConfigureAwait(false);
            if (reading.Trouble is { } doubt) tally.Doubt($"{node.Name}: {doubt}");
            if (reading.AreTheirs || reading.Trouble is null) new LogVerdicts(node.Name, blue, tally).Tell(reading.Groups);
        }
    }

    private static HashSet<int> Processes(ProvenNode node)
    {
        HashSet<int> processes = NodeIdentity.Master(node.Root.Json) is { } master ? [master] : [];
        foreach (string worker in NodeIdentity.Workers(node.Root.Json) ?? [])
            if (int.TryParse(worker, NumberStyles.None, CultureInfo.InvariantCulture, out int id)) processes.Add(id);
        return processes;
    }

    // PREFIX/logs/error.log, where Kong puts it.
    private static string? Prefix(string file) => Path.GetDirectoryName(file) is { } folder && Path.GetFileName(folder) == "logs" ? Path.GetDirectoryName(folder) : null;
}
