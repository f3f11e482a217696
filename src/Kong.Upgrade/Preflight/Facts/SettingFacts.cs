namespace Kong.Upgrade.Preflight.Facts;

/// <summary>What is known of both sides' settings, from files with environments and from running nodes.</summary>
/// <remarks>Where green's own configuration is not given, green is taken to be started with blue's.</remarks>
internal sealed class SettingFacts(KongConfiguration? blue, KongConfiguration? green, IReadOnlyList<NodeFacts> blueNodes, IReadOnlyList<NodeFacts> greenNodes)
{
    /// <summary>Whether anything is known of blue's settings.</summary>
    public bool IsKnown => blue is not null || blueNodes.Count > 0;

    /// <summary>Whether files and environments are known, and so what somebody set and what is a default.</summary>
    public bool IsFileKnown => blue is not null;

    /// <summary>What somebody set for blue, by file or environment.</summary>
    public IReadOnlyCollection<string> SetNames => blue?.SetNames ?? [];

    /// <summary>What is in force on blue: what somebody set, else what a node says. <see langword="null"/> where neither tells.</summary>
    public string? Value(string name) => blue is not null && blue.IsSet(name) ? blue.Plain(name) : blueNodes.Select(n => n.Setting(name)).FirstOrDefault(v => v is not null);

    /// <summary>Whether somebody set it for blue; <see langword="null"/> where only nodes are known, which do not tell.</summary>
    public bool? IsSet(string name) => blue?.IsSet(name);

    /// <summary>Whether green will have it set by somebody, and so not by default; <see langword="null"/> where that is not known.</summary>
    public bool? IsSetForGreen(string name) => green?.IsSet(name) ?? blue?.IsSet(name);

    /// <summary>What is or will be in force on green, where that is known: set by somebody, or as a running node of green says.</summary>
    public string? GreenValue(string name) => (green ?? blue) is { } file && file.IsSet(name) ? file.Plain(name) : greenNodes.Select(n => n.Setting(name)).FirstOrDefault(v => v is not null);

    /// <summary>Whether green's own file and environment are given; else green is taken to be started with blue's.</summary>
    public bool IsGreenGiven => green is not null;

    /// <summary>What somebody set for green.</summary>
    public IReadOnlyCollection<string> GreenSetNames => (green ?? blue)?.SetNames ?? [];

    /// <summary>Whether a reference to a vault can be read with the environment that is given for green; <see langword="null"/> where none is.</summary>
    public bool? CanGreenRead(string reference) => (green ?? blue)?.CanRead(reference);

    /// <summary>Members of a list such as <c>plugins</c> as somebody set it for blue; empty where nobody did.</summary>
    public IReadOnlyList<string> List(string name) => IsSet(name) == true ? blue!.List(name) : [];

    /// <summary>Members of a list as somebody set it for green in a configuration of its own; empty where green has none or does not set it.</summary>
    public IReadOnlyList<string> GreenList(string name) => green?.IsSet(name) == true ? green.List(name) : [];
}
