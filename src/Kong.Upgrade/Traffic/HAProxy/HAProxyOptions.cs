namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>How traffic is split by an HAProxy. Not to be changed while it is in use.</summary>
public sealed class HAProxyOptions
{
    /// <summary>The Runtime API: the absolute path of a stats socket of level admin, or <c>host:port</c>. Required.</summary>
    public string Socket { get; set; } = "";

    /// <summary>The backend that holds blue's and green's servers. Required.</summary>
    public string Backend { get; set; } = "";

    /// <summary>The names of blue's servers in the backend. At least one.</summary>
    public IReadOnlyList<string> Blue { get; set; } = [];

    /// <summary>The names of green's servers in the backend. At least one.</summary>
    public IReadOnlyList<string> Green { get; set; } = [];

    /// <summary>How a share is told. The default value is <see cref="HAProxyMode.Weights"/>.</summary>
    public HAProxyMode Mode { get; set; }

    /// <summary>The map file that holds the share, for <see cref="HAProxyMode.Map"/>; the splitter owns it, so that a restart of HAProxy keeps the share. An absolute path that this process may write and HAProxy may read; required in that mode.</summary>
    public string? MapFile { get; set; }

    /// <summary>A sample that keeps a client on its side, such as <c>src</c> or <c>req.cook(session)</c>, for <see cref="HAProxyMode.Map"/>; requests without it are decided alone. The default value is <see langword="null"/>: each request is decided alone.</summary>
    public string? Key { get; set; }

    /// <summary>The name of a header by which testers choose their side whatever the share is, for <see cref="HAProxyMode.Map"/>; its values are <c>green</c> and <c>blue</c>. The default value is <see langword="null"/>.</summary>
    public string? TesterHeader { get; set; }

    /// <summary>Where the servers' states are saved after each change, for <see cref="HAProxyMode.Weights"/>, so that a restart of HAProxy keeps the share (<c>server-state-file-name</c>). An absolute path. The default value is <see langword="null"/>: a restart goes back to the configured weights.</summary>
    public string? ServerStateFile { get; set; }

    /// <summary>Whether a GET, HEAD or OPTIONS that failed on green is answered by blue, for <see cref="HAProxyMode.Map"/>: the lines that do it are in <see cref="HAProxyTrafficSplitter.ConfigurationToAdd"/>. The default value is <see langword="false"/>.</summary>
    /// <remarks>Not with weights: there the next try goes by weight and may meet green again, and at 100 % always does (kong-facts 12.6 no. 8).</remarks>
    public bool Shield { get; set; }

    /// <summary>Answers of green that the shield takes for failures beside connection errors. By default 502, 503 and 504; 401, 403, 404, 408, 425, 429, 500 and 501 are possible.</summary>
    public IReadOnlyList<int> ShieldedStatuses { get; set; } = [502, 503, 504];

    /// <summary>The UDP port on 127.0.0.1 where <see cref="Probing.AccessLogProbe"/> listens for HAProxy's log; the lines that send it there are in <see cref="HAProxyTrafficSplitter.ConfigurationToAdd"/>. 1 to 65535. The default value is <see langword="null"/>: no log of ours.</summary>
    public int? AccessLogPort { get; set; }

    /// <summary>How long one command to the Runtime API may take. More than zero, at most an hour. The default value is 2 seconds.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate() => [.. new HAProxyOptionsCheck(this).Problems()];
}
