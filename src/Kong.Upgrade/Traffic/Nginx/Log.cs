using Microsoft.Extensions.Logging;
using Ids = Kong.Upgrade.KongUpgradeEventIds;

namespace Kong.Upgrade.Traffic.Nginx;

internal static partial class Log
{
    [LoggerMessage(Ids.SplitFileWritten, LogLevel.Information, "{File} written for a share of {Share}, generation {Generation}; nginx is told to load it")]
    public static partial void SplitFileWritten(this ILogger logger, string file, TrafficShare share, string generation);

    [LoggerMessage(Ids.SplitFilePutBack, LogLevel.Warning, "{File} is as it was before: {Reason}")]
    public static partial void SplitFilePutBack(this ILogger logger, string file, string reason);

    [LoggerMessage(Ids.SplitWorkersLinger, LogLevel.Information, "nginx's workers {Workers} go on with requests of an earlier configuration; waiting for them at most {AtMost}")]
    public static partial void SplitWorkersLinger(this ILogger logger, string workers, TimeSpan atMost);

    [LoggerMessage(Ids.RetreatLeavesWorkers, LogLevel.Warning, "All new requests go to blue; nginx's workers {Workers} go on with requests that they had begun")]
    public static partial void RetreatLeavesWorkers(this ILogger logger, string workers);

    [LoggerMessage(Ids.RetreatOutOfTurn, LogLevel.Warning, "Another process has been changing nginx's share for {Waited}; the retreat does not wait for it")]
    public static partial void RetreatOutOfTurn(this ILogger logger, TimeSpan waited);

    [LoggerMessage(Ids.SplitGreenLeftOut, LogLevel.Warning, "nginx gets a configuration without green for the retreat, because it refused the one with it: {Reason}")]
    public static partial void SplitGreenLeftOut(this ILogger logger, string reason);

    [LoggerMessage(Ids.SplitShareInForce, LogLevel.Information, "nginx has a share of {Share}, {Took} after it was asked for")]
    public static partial void SplitShareInForce(this ILogger logger, TrafficShare share, TimeSpan took);
}
