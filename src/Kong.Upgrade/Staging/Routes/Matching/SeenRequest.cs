using System.Globalization;

namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>A request as a router sees it. Immutable, but for what is reckoned once.</summary>
internal sealed record SeenRequest
{
    private string[]? keys, marks;
    private KeyValuePair<string, string>[]? plain;

    /// <summary>Normalised, with everything decoded but what has a meaning in a URL.</summary>
    public required string Path
    {
        get;
        init
        {
            field = value;
            marks = null;
        }
    }

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

    public IReadOnlyList<KeyValuePair<string, string>> Headers
    {
        get;
        init
        {
            field = value;
            (marks, plain) = (null, null);
        }
    } = [];

    /// <summary>The headers as routers compare them: in small letters, and a hyphen is an underscore in a name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> PlainHeaders => plain ??= [.. Headers.Select(h => KeyValuePair.Create(PlainName(h.Key), h.Value.ToLowerInvariant()))];

    /// <summary>What it has beside its host and what its path begins with, for an index: headers, and what stands between slashes.</summary>
    public IReadOnlyList<string> Marks => marks ??= ["", .. PlainHeaders.Select(h => Mark(h.Key, h.Value)), .. Path.Split('/').Skip(1).Select((segment, i) => Mark(i + 1, segment))];

    public bool Tls { get; init; }

    /// <summary>The name asked for in the handshake; <see langword="null"/> in plain HTTP.</summary>
    public string? Sni { get; init; }

    /// <summary>Where an index by hosts has to look: what asks for no host, for this one, and for what it begins or ends with.</summary>
    public IReadOnlyList<string> HostKeys => keys ??= [.. Keys()];

    public static string PlainName(string header) => header.Replace('-', '_').ToLowerInvariant();

    public static string Mark(string header, string value) => $"{header}={value}";

    public static string Mark(int segment, string text) => string.Create(CultureInfo.InvariantCulture, $"/{segment}/{text}");

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
