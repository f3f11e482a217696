using Kong.Upgrade.Staging;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade;

/// <summary>The services that a run is made of. <c>AddKongUpgrade</c> fills it from a container; without one, set it by hand.</summary>
/// <remarks>Read-only while a run uses it.</remarks>
public sealed class UpgradeServices
{
    /// <summary>Runs <c>kong migrations</c>. Required.</summary>
    public IMigrationRunner? Migrations { get; init; }

    /// <summary>Brings up green and takes blue away. Required.</summary>
    public IClusterProvisioner? Clusters { get; init; }

    /// <summary>Moves traffic. Required.</summary>
    public ITrafficSplitter? Traffic { get; init; }

    /// <summary>Other ways to send all traffic to blue, tried by a retreat in this order when <see cref="Traffic"/> is not seen to obey: a balancer before the balancer, a name in DNS. Empty by default. They are asked for nothing else.</summary>
    public IReadOnlyList<ITrafficSplitter> FallbackTraffic { get; init; } = [];

    /// <summary>Looks at both clusters. Required.</summary>
    public IMetricsProbe? Probe { get; init; }

    /// <summary>Other witnesses beside <see cref="Probe"/>, each judged by itself: requests of ours, a second source of counts. Empty by default. They count for the judge only: shares are measured, and blue is seen quiet, by <see cref="Probe"/>.</summary>
    public IReadOnlyList<IMetricsProbe> FurtherProbes { get; init; } = [];

    /// <summary>Stops configuration writes. Required.</summary>
    public IWriteFreeze? Freeze { get; init; }

    /// <summary>Saves blue's data. Required.</summary>
    public IBackup? Backup { get; init; }

    /// <summary>Proves after <c>up</c> that blue still works. The default value is <see langword="null"/>: nobody proves it.</summary>
    public IBlueWitness? Witness { get; init; }

    /// <summary>Remembers the run. Required.</summary>
    public IUpgradeJournal? Journal { get; init; }

    /// <summary>Whom a plan asks that names nobody. The default value is <see langword="null"/>.</summary>
    public IApprovalGate? Approvals { get; init; }

    /// <summary>Evaluates the installation with the catalogue of breaking changes, before anything is changed. The default value is <see langword="null"/>: only rules are asked.</summary>
    public IPreflight? Preflight { get; init; }

    /// <summary>Rules beside the plan's own. Empty by default.</summary>
    public IReadOnlyList<IPreflightRule> PreflightRules { get; init; } = [];

    /// <summary>Staging tests beside the plan's own. Empty by default.</summary>
    public IReadOnlyList<IStagingTest> StagingTests { get; init; } = [];

    /// <summary>Names blue's nodes for staging tests that compare green with them. The default value is <see langword="null"/>: <see cref="Clusters"/> is asked where it is an <see cref="IBlueCluster"/>, and otherwise nothing is compared.</summary>
    public IBlueCluster? Blue { get; init; }

    /// <summary>Runs the plan's staging suite. The default value is a <see cref="Kong.Upgrade.Staging.StagingRunner"/> on the system's clock.</summary>
    public IStagingRunner StagingRunner { get; init; } = new StagingRunner();

    /// <summary>Who is told what happens, in this order. Empty by default.</summary>
    public IReadOnlyList<IUpgradeObserver> Observers { get; init; } = [];

    /// <summary>The clock. The default value is <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where logs go. The default value is <see langword="null"/>: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    internal IBlueCluster? BlueNodes => Blue ?? Clusters as IBlueCluster;

    internal IReadOnlyList<ITrafficSplitter> WaysBack => [Traffic!, .. FallbackTraffic];

    internal void ThrowIfIncomplete()
    {
        (string Name, object? Service)[] required =
        [
            (nameof(IMigrationRunner), Migrations), (nameof(IClusterProvisioner), Clusters), (nameof(ITrafficSplitter), Traffic),
            (nameof(IMetricsProbe), Probe), (nameof(IWriteFreeze), Freeze), (nameof(IBackup), Backup), (nameof(IUpgradeJournal), Journal),
        ];
        string[] missing = [.. required.Where(r => r.Service is null).Select(r => r.Name)];
        if (missing.Length > 0) throw new MissingServicesException(missing);
    }
}
