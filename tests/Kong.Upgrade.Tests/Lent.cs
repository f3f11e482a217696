using Kong.Upgrade.Testing;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Tests;

/// <summary>The services of a <see cref="FakeKong"/> for a runner made by hand, some of them replaced.</summary>
internal static class Lent
{
    public static UpgradeServices By(FakeKong kong, IMigrationRunner? migrations = null, IMetricsProbe? probe = null, IUpgradeJournal? journal = null, ILoggerFactory? log = null, ITrafficSplitter? fallback = null, ITrafficSplitter? traffic = null, IMetricsProbe? further = null) => new()
    {
        Migrations = migrations ?? kong.Migrations,
        Clusters = kong.Clusters,
        Traffic = traffic ?? kong.Traffic,
        FallbackTraffic = fallback is null ? [] : [fallback],
        Probe = probe ?? kong.Probe,
        FurtherProbes = further is null ? [] : [further],
        Freeze = kong.Freeze,
        Backup = kong.Backup,
        Journal = journal ?? kong.Journal,
        Approvals = kong.Approvals,
        Observers = [kong.Events, .. kong.Observers],
        Time = kong.Time,
        LoggerFactory = log,
    };
}
