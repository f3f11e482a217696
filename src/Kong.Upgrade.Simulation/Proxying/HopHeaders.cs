using System.Collections.Frozen;

namespace Kong.Upgrade.Simulation.Proxying;

/// <summary>Headers that belong to one connection, or that Kong sets itself.</summary>
internal static class HopHeaders
{
    private static readonly FrozenSet<string> Hop = new[]
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Own = new[]
    {
        "Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Path", "X-Forwarded-Prefix", "X-Real-IP",
        "X-Kong-Request-Id",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool IsHop(string name) => Hop.Contains(name);

    public static bool IsReplaced(string name) => Hop.Contains(name) || Own.Contains(name);
}
