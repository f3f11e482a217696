namespace Kong.Upgrade.Clusters;

/// <summary>Clusters that something else manages: addresses, and what the host does about them. Not to be changed while it is in use.</summary>
public sealed class ExistingClusterOptions
{
    /// <summary>Green's nodes as they will be; <see cref="ClusterNode.Admin"/> is required of each. At least one.</summary>
    public IReadOnlyList<ClusterNode> Green { get; set; } = [];

    /// <summary>Blue's nodes, each with <see cref="ClusterNode.Admin"/>: they are looked at to see that blue is gone. Empty by default: then <see cref="StopBlue"/> is believed, and the log says so.</summary>
    public IReadOnlyList<ClusterNode> Blue { get; set; } = [];

    /// <summary>The database that green's nodes must say they use (<c>GET /</c>). Required.</summary>
    public KongDatabase? Database { get; set; }

    /// <summary>Installs green without starting it. The default value is <see langword="null"/>: somebody did.</summary>
    public Func<ClusterSpec, CancellationToken, Task>? Prepare { get; set; }

    /// <summary>Starts green; called again it has the same effect as once. The default value is <see langword="null"/>: somebody starts it, and it is waited for.</summary>
    public Func<ClusterSpec, CancellationToken, Task>? Start { get; set; }

    /// <summary>Stops green. Required. Called again it has the same effect as once; green may never have been started.</summary>
    public Func<Decommission, CancellationToken, Task>? StopGreen { get; set; }

    /// <summary>Drains and stops blue, so that nothing starts it again. Required. Called again it has the same effect as once.</summary>
    public Func<Decommission, CancellationToken, Task>? StopBlue { get; set; }

    /// <summary>Keeps blue out of the database; called when blue was seen gone (<see cref="Roles.DatabaseFence"/> can do it). Required. Called again it has the same effect as once.</summary>
    public Func<Decommission, CancellationToken, Task>? FenceBlue { get; set; }

    /// <summary>How long nodes may take to become ready. More than zero. The default value is 5 minutes.</summary>
    public TimeSpan ReadyWithin { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long nodes may still answer after they were stopped. More than zero. The default value is 60 seconds.</summary>
    public TimeSpan GoneWithin { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Finds everything that is wrong with what is set. What is missing is found by the provisioner's constructor.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [.. Nodes(nameof(Green), Green), .. Nodes(nameof(Blue), Blue)];
        problems.AddRange(Blue.Concat(Green).Where(n => n.Admin is not null).GroupBy(n => n.Admin).Where(g => g.Count() > 1).Select(g => $"{string.Join(" and ", g.Select(n => n.Name))} have the same Admin address {g.Key}."));
        if (ReadyWithin <= TimeSpan.Zero) problems.Add($"{nameof(ReadyWithin)} is {ReadyWithin}; it must be more than zero.");
        if (GoneWithin <= TimeSpan.Zero) problems.Add($"{nameof(GoneWithin)} is {GoneWithin}; it must be more than zero.");
        return problems;
    }

    /// <summary>As <see cref="Validate"/>, and what is missing.</summary>
    internal IReadOnlyList<string> FindProblems()
    {
        List<string> problems = [];
        if (Green.Count == 0) problems.Add($"{nameof(Green)} names no node.");
        if (Database is null) problems.Add($"{nameof(Database)} is missing.");
        if (StopGreen is null) problems.Add($"{nameof(StopGreen)} is missing: a rollback has to take green away.");
        if (StopBlue is null) problems.Add($"{nameof(StopBlue)} is missing: blue must not go on after finish.");
        if (FenceBlue is null) problems.Add($"{nameof(FenceBlue)} is missing: Kong itself does not keep blue from coming back after finish.");
        return [.. problems, .. Validate()];
    }

    private static IEnumerable<string> Nodes(string option, IReadOnlyList<ClusterNode> nodes)
    {
        foreach (ClusterNode node in nodes.Where(n => n.Admin is not { IsAbsoluteUri: true, Scheme: "http" or "https" })) yield return $"{node.Name} of {option} has no Admin address (http or https), so nobody could prove who it is.";
        foreach (IGrouping<string, ClusterNode> same in nodes.GroupBy(n => n.Name).Where(g => g.Count() > 1)) yield return $"{same.Count()} nodes of {option} are called '{same.Key}'.";
    }
}
