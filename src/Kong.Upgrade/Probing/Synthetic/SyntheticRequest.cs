namespace Kong.Upgrade.Probing.Synthetic;

/// <summary>A request of ours that changes nothing, and the answers that are right. Not to be changed while it is in use.</summary>
public sealed class SyntheticRequest
{
    /// <summary>Its name, unique among its siblings: the <see cref="NodeReading.Route"/> of its counts. Required.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>GET</c> or <c>HEAD</c>; others could change something. The default value is <c>GET</c>.</summary>
    public string Method { get; set; } = "GET";

    /// <summary>Path and query, beginning with a slash. The default value is <c>/</c>.</summary>
    public string Path { get; set; } = "/";

    /// <summary>The Host header, by which Kong chooses a route. The default value is <see langword="null"/>: the node's address.</summary>
    public string? Host { get; set; }

    /// <summary>More headers, such as a key of a consumer made for this. None by default. Never logged.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();

    /// <summary>The lowest status that is right, 100 to 599. The default value is 200.</summary>
    public int ExpectedFrom { get; set; } = 200;

    /// <summary>The highest status that is right, at least <see cref="ExpectedFrom"/>. The default value is 399.</summary>
    public int ExpectedTo { get; set; } = 399;
}
