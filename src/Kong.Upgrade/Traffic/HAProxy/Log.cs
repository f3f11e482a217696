using Microsoft.Extensions.Logging;
using Ids = Kong.Upgrade.KongUpgradeEventIds;

namespace Kong.Upgrade.Traffic.HAProxy;

internal static partial class Log
{
    [LoggerMessage(Ids.SplitHAProxySet, LogLevel.Information, "HAProxy's backend {Backend} gives green {InForce} (asked: {Asked})")]
    public static partial void SplitHAProxySet(this ILogger logger, string backend, string inForce, string asked);

    [LoggerMessage(Ids.SplitHAProxyNotKept, LogLevel.Warning, "HAProxy's backend {Backend} gives green {InForce}, but a restart of HAProxy may not keep that: {Trouble}")]
    public static partial void SplitHAProxyNotKept(this ILogger logger, string backend, string inForce, string trouble);

    [LoggerMessage(Ids.SplitHAProxyRepeated, LogLevel.Warning, "HAProxy's backend {Backend} was to give green {Asked}, but gives {InForce}: it is set again")]
    public static partial void SplitHAProxyRepeated(this ILogger logger, string backend, string asked, string inForce);
}
