namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>A request as a router sees it. Immutable, but for what is reckoned once.</summary>
internal sealed record SeenRequest
{
    private string[]? keys;

    /// <summary>Normalised, with everything decoded but what has a meaning in a URL.</summary>
    public required string Path { get; init; }

    public string Method { get; init; } = "GET";

    /// <summary>With its port if it has one; <see langword="null"/> for the node's own address, which is taken for none that a route asks for.</summary>
    public string? Host
    {
        get;
        init
        {
            field = value;
            (HostName, Port) = value is null ? (null, null) : HostCondition.Split(value);
            keys = null;
        }
    }

    /// <summary>The host without its port.</summary>
    public string? HostName { get; private init; }

    public int? Port { get; private init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public bool Tls { get; init; }

    /// <summary>The name asked for in the handshake; <see langword="null"/> in plain HTTP.</summary>
    public string? Sni { get; init; }

    /// <summary>Where an index by hosts has to look: what asks for no host, for this one, and for what it begins or ends with.</summary>
    public IReadOnlyList<string> HostKeys => keys ??= [.. Keys()];

    private IEnumerable<string> Keys()
    {
        yield return "";
        if (HostName is not { } name) yield break;
        yield return "=" + name;
        for (int dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            yield return "*" + name[dot..];
            yield return name[..(dot + 1)] + "*";
        }
    }
}
