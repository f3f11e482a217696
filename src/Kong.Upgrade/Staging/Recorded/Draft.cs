using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>A request while it is read. Used again for the next one: most are not kept. For one thread.</summary>
internal sealed class Draft
{
    private const int MostHeaderChars = 64 * 1024;

    private int headerChars;

    public string Method { get; set; } = "";

    public string Path { get; set; } = "";

    public string? Host { get; set; }

    public bool Tls { get; set; }

    public bool IsWebSocket { get; set; }

    public List<(string Name, string Value)> Headers { get; } = [];

    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>Whether it had a body that the record does not have.</summary>
    public bool HasLostBody { get; set; }

    /// <summary>Why it cannot be sent, whatever else is right with it.</summary>
    public string? Trouble { get; set; }

    public void Clear()
    {
        Method = Path = "";
        Host = Trouble = null;
        Tls = IsWebSocket = HasLostBody = false;
        Headers.Clear();
        headerChars = 0;
        Body = default;
    }

    public void AddHeader(string name, string value)
    {
        headerChars += name.Length + value.Length;
        if (headerChars > MostHeaderChars) Trouble ??= $"its headers are longer than {MostHeaderChars / 1024} KiB";
        else if (name.Equals("Host", StringComparison.OrdinalIgnoreCase) || name == ":authority") Host = value;
        // Method and path of HTTP/2 stand elsewhere, too.
        else if (!name.StartsWith(':')) Headers.Add((name, value));
    }

    /// <summary>The first thing that keeps it from being sent.</summary>
    public string? FindTrouble()
    {
        if (Trouble is not null) return Trouble;
        if (Method.Length == 0) return "it has no method";
        if (!WireText.IsMethod(Method)) return "what stands for its method is none";
        if (Method is "CONNECT") return "CONNECT asks for a tunnel, not for a path";
        if (Path.Length == 0) return "it has no path";
        if (Host is { } host && !WireText.IsHost(host)) return "what stands for its host is none";
        foreach ((string name, string value) in Headers)
            if (!WireText.IsHeaderName(name) || !WireText.IsHeaderValue(value)) return "it has a header that cannot be sent";
        return null;
    }

    public ulong Number()
    {
        StableHash hash = default;
        hash.Add(Method);
        hash.Add(Host ?? "");
        hash.Add(Path);
        hash.Add((Tls ? 1UL : 0) | (IsWebSocket ? 2UL : 0) | (Host is null ? 4UL : 0));
        foreach ((string name, string value) in Headers)
        {
            hash.Add(name);
            hash.Add(value);
        }
        hash.Add(Body.Span);
        return hash.Value;
    }

    /// <summary>What it takes in memory, about.</summary>
    public int Size() => 400 + (2 * (Path.Length + headerChars)) + (200 * Headers.Count) + Body.Length;

    public StagingRequest Build() => new()
    {
        Method = Method,
        Path = Path,
        Host = Host,
        Tls = Tls,
        Protocol = IsWebSocket ? StagingProtocol.WebSocket : StagingProtocol.Http11,
        Headers = [.. Headers.Select(h => new StagingHeader(h.Name, StagingSecret.Of(h.Value)))],
        Body = Body,
    };
}
