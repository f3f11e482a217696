namespace Kong.Upgrade.Witness;

/// <summary>One request through the proxy that blue and the witness are both asked: a GET or HEAD that changes nothing in the service behind. Immutable.</summary>
public sealed class WitnessQuestion
{
    private static readonly string[] safe = ["GET", "HEAD"];

    /// <summary>Asks for a path.</summary>
    /// <param name="path">Path and query, beginning with <c>/</c>.</param>
    /// <param name="method"><c>GET</c> or <c>HEAD</c>.</param>
    /// <exception cref="ArgumentException">Another method, or no path.</exception>
    public WitnessQuestion(string path, string method = "GET")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (path[0] != '/') throw new ArgumentException($"The path '{path}' does not begin with '/'.", nameof(path));
        if (!safe.Contains(method)) throw new ArgumentException($"A witness asks with GET and HEAD only, not with '{method}': real services stand behind the proxy.", nameof(method));
        (Path, Method) = (path, method);
    }

    /// <summary>Path and query.</summary>
    public string Path { get; }

    /// <summary><c>GET</c> or <c>HEAD</c>.</summary>
    public string Method { get; }

    /// <summary>The <c>Host</c> header. The default value is <see langword="null"/>: the address that is asked.</summary>
    public string? Host { get; init; }

    /// <summary>More headers, a key for example. Empty by default. Values are never shown.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether bodies are compared, apart from ids, times and ports. The default value is <see langword="true"/>; switch it off for services that answer anew each time in other ways.</summary>
    public bool ComparesBody { get; init; } = true;

    /// <summary>Method, path, host and the names of headers.</summary>
    /// <returns>Text for people, without secrets.</returns>
    public override string ToString() => $"{Method} {Path}{(Host is null ? "" : $" host {Host}")}{(Headers.Count == 0 ? "" : $" with {string.Join(", ", Headers.Keys)}")}";
}
