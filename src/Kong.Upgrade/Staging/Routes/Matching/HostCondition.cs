using System.Globalization;

namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>A host, or a name asked for in a TLS handshake: whole, or with an asterisk at either end, and perhaps with a port. Immutable.</summary>
internal sealed class HostCondition
{
    private static readonly string[] beginnings = ["staging-test", "a", "staging-test.a"], ends = ["test", "com", "staging.test"];

    private readonly string name;
    private readonly int? port;

    public HostCondition(string stored)
    {
        (Stored, (name, port)) = (stored, Split(stored));
        IsWildcard = name.Contains('*', StringComparison.Ordinal);
    }

    public string Stored { get; }

    public bool IsWildcard { get; }

    public bool HasPort => port is not null;

    /// <summary>Under which of <see cref="SeenRequest.HostKeys"/> it is found.</summary>
    public string Key => IsWildcard ? name : "=" + name;

    public static (string Name, int? Port) Split(string host)
    {
        int colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') && host.IndexOf(':', StringComparison.Ordinal) == colon | host.StartsWith('[') && int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            ? (host[..colon], port) : (host, null);
    }

    /// <summary>Whether a name suits, ports aside.</summary>
    public bool Takes(string? host) => host is not null && (name switch
    {
        ['*', .. string end] => host.Length > end.Length && host.EndsWith(end, StringComparison.Ordinal),
        [.. string beginning, '*'] => host.Length > beginning.Length && host.StartsWith(beginning, StringComparison.Ordinal),
        _ => host == name,
    });

    /// <summary>Whether a request's host suits. Without a port in it, a traditional router takes the scheme's for wildcards and none for whole hosts; the newer ones take the listener's, which is not known here.</summary>
    public Fit Fits(SeenRequest request, bool isTraditional)
    {
        if (!Takes(request.HostName)) return Fit.No;
        if (port is null || port == request.Port) return Fit.Yes;
        if (request.Port is not null) return Fit.No;
        return !isTraditional ? Fit.Maybe : IsWildcard && port == (request.Tls ? 443 : 80) ? Fit.Yes : Fit.No;
    }

    /// <summary>Hosts that suit, the plainest first.</summary>
    public IEnumerable<string> Samples()
    {
        string suffix = port is { } number ? ":" + number.ToString(CultureInfo.InvariantCulture) : "";
        return name switch
        {
            ['*', .. string end] => beginnings.Select(b => b + end + suffix),
            [.. string beginning, '*'] => ends.Select(e => beginning + e + suffix),
            _ => [Stored],
        };
    }
}
