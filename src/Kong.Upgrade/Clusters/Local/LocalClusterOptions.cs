using Kong.Upgrade.Roles;

namespace Kong.Upgrade.Clusters.Local;

/// <summary>Both clusters as processes on this host. Not to be changed while it is in use.</summary>
public sealed class LocalClusterOptions
{
    /// <summary>Blue's nodes, which run. At least one.</summary>
    public IReadOnlyList<LocalNode> Blue { get; set; } = [];

    /// <summary>Green's nodes, which are to be started. At least one.</summary>
    public IReadOnlyList<LocalNode> Green { get; set; } = [];

    /// <summary>The database as blue's nodes see it. Required.</summary>
    public KongDatabase? BlueLogin { get; set; }

    /// <summary>The database as green's nodes are to see it (<see cref="KongPostgres.GreenLogin"/>). The default value is <see langword="null"/>: as blue's; then blue cannot be fenced.</summary>
    public KongDatabase? GreenLogin { get; set; }

    /// <summary>Keeps blue out of the database once it is decommissioned. The default value is <see langword="null"/>: nobody does, and the log says so as an error.</summary>
    public DatabaseFence? Fence { get; set; }

    /// <summary>Why green may be smaller than blue. The default value is <see langword="null"/>: then it may not.</summary>
    public string? AcceptSmallerGreen { get; set; }

    /// <summary>How long a node may take to become ready. More than zero. The default value is 60 seconds.</summary>
    public TimeSpan ReadyWithin { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long blue may take until no request and no connection is left on it before it is stopped. More than zero. The default value is 2 minutes: a balancer may keep idle connections for one.</summary>
    public TimeSpan DrainWithin { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a node may go on with requests that it had begun when it is stopped (<c>kong quit -t</c>). At least one second. The default value is 30 seconds.</summary>
    public TimeSpan StopWithin { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many requests a second, on all listeners of one node of blue, still count as silence when blue is decommissioned: scrapes and health checks are requests too, and Kong does not count them apart. Connections on proxy
    /// addresses must be none in any case. 0 to 1000. The default value is 5.
    /// </summary>
    public double BackgroundRequests { get; set; } = 5;

    /// <summary>Finds everything that is wrong with what is set. What is missing is found by the provisioner's constructor.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [.. Nodes(), .. Logins()];
        if (ReadyWithin <= TimeSpan.Zero) problems.Add($"{nameof(ReadyWithin)} is {ReadyWithin}; it must be more than zero.");
        if (DrainWithin <= TimeSpan.Zero) problems.Add($"{nameof(DrainWithin)} is {DrainWithin}; it must be more than zero.");
        if (StopWithin < TimeSpan.FromSeconds(1)) problems.Add($"{nameof(StopWithin)} is {StopWithin}; it must be at least one second.");
        if (BackgroundRequests is not (>= 0 and <= 1000)) problems.Add($"{nameof(BackgroundRequests)} is {BackgroundRequests}; it must be between 0 and 1000.");
        if (AcceptSmallerGreen is { } reason && string.IsNullOrWhiteSpace(reason)) problems.Add($"{nameof(AcceptSmallerGreen)} is blank; say why green may be smaller.");
        return problems;
    }

    /// <summary>As <see cref="Validate"/>, and what is missing.</summary>
    internal IReadOnlyList<string> FindProblems()
    {
        List<string> problems = [];
        if (Blue.Count == 0) problems.Add($"{nameof(Blue)} names no node.");
        if (Green.Count == 0) problems.Add($"{nameof(Green)} names no node.");
        if (BlueLogin is null) problems.Add($"{nameof(BlueLogin)} is missing: the database as blue's nodes see it.");
        return [.. problems, .. Validate()];
    }

    private IEnumerable<string> Nodes()
    {
        LocalNode[] all = [.. Blue, .. Green];
        foreach (LocalNode node in all.Where(n => !Path.IsPathFullyQualified(n.Prefix) || n.Prefix.Any(char.IsWhiteSpace) || Path.GetFullPath(n.Prefix).TrimEnd('/') != n.Prefix.TrimEnd('/')))
            yield return $"The prefix '{node.Prefix}' of {node.Name} is no plain absolute path without white space.";
        foreach (IGrouping<string, LocalNode> shared in all.GroupBy(n => n.Prefix.TrimEnd('/')).Where(g => g.Count() > 1))
            yield return $"{string.Join(" and ", shared.Select(n => n.Name))} share the prefix {shared.Key}; every node needs its own.";
        foreach (IGrouping<string, LocalNode> same in all.GroupBy(n => n.Name).Where(g => g.Count() > 1))
            yield return $"{same.Count()} nodes are called '{same.Key}'; every node needs a name of its own.";
        if (all.Any(n => string.IsNullOrWhiteSpace(n.Name))) yield return "A node has no name.";
    }

    private IEnumerable<string> Logins()
    {
        if (Fence is not null && GreenLogin is null) yield return $"{nameof(Fence)} needs {nameof(GreenLogin)}: without a role of its own green would be fenced with blue.";
        if (BlueLogin is not { } blue || GreenLogin is not { } green) yield break;
        if (Fence is not null && blue.Username == green.Username) yield return $"{nameof(Fence)} would keep green out too: both log in as {blue.Username}.";
        if ((blue.Host, blue.Port, blue.Name, blue.Schema) != (green.Host, green.Port, green.Name, green.Schema)) yield return $"{nameof(GreenLogin)} is {green} and {nameof(BlueLogin)} is {blue}; both clusters share one database.";
    }
}
