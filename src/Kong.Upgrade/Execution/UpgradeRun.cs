using Kong.Upgrade.Clusters;
using Kong.Upgrade.Events;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Reporting;
using Kong.Upgrade.Steps;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Execution;

/// <summary>One run's parts and state, shared by the engine and its steps. Used by one thread at a time.</summary>
internal sealed class UpgradeRun
{
    public UpgradeRun(UpgradePlan plan, UpgradeServices services, KongUpgradeOptions options, RunRecord record, ServiceCalls calls, ILogger log)
    {
        (Plan, Services, Options, Calls, Logger) = (plan, services, options, calls, log);
        Journal = new(services.Journal!, record, options, services.Time, log);
        Events = new(services.Observers, options.ObserverTimeout, services.Time, log);
        Report = new(plan, record, services.Time.GetUtcNow());
        Context = new(this);
        Judge = new(this);
        IsCommitted = record.IsCommitted;
    }

    public UpgradePlan Plan { get; }

    public UpgradeServices Services { get; }

    public KongUpgradeOptions Options { get; }

    public ServiceCalls Calls { get; }

    public ILogger Logger { get; }

    public RunJournal Journal { get; }

    public EventStream Events { get; }

    public ReportDraft Report { get; }

    public StepContext Context { get; }

    public RunJudge Judge { get; }

    public TimeProvider Time => Services.Time;

    public string RunId => Journal.Record.RunId;

    /// <summary>From here there is only forward.</summary>
    public bool IsCommitted { get; set; }

    public FinishPermit? Permit { get; set; }

    /// <summary>Green as this process saw it ready; another process looks again.</summary>
    public RunningCluster? Green { get; set; }

    /// <summary>Whether this process ran the staging tests on the green it sees.</summary>
    public bool IsStaged { get; set; }

    /// <summary>Whether this process saw green well with all traffic: what an earlier one saw says nothing of the time since.</summary>
    public bool IsBaked { get; set; }

    public Task TellAsync(UpgradeEvent upgradeEvent) => Events.PublishAsync(upgradeEvent);

    public Retreat NewRetreat() => new(Services.WaysBack, Options, Time, Logger);

    public ClusterSpec GreenSpec() => new() { Version = Plan.To, RunId = RunId };
}
