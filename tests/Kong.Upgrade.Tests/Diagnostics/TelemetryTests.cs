using System.Diagnostics;
using System.Diagnostics.Metrics;
using Kong.Upgrade.Testing;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

/// <summary>Traces and metrics under their public names. Other tests run at the same time, so each listens only to its own flow.</summary>
public class TelemetryTests
{
    private static readonly AsyncLocal<TelemetryTests?> Flow = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_ListenedTo_HasASpanForTheRunAndOneForEachStep()
    {
        Flow.Value = this;
        List<Activity> spans = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == KongUpgradeTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => Flow.Value == this ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = span => { if (Flow.Value == this) spans.Add(span); },
        };
        ActivitySource.AddActivityListener(listener);
        await using FakeKong kong = new();

        UpgradeReport report = await kong.RunAsync(Plans.Patch(), Token);

        Activity run = spans.Single(s => s.OperationName == "kong.upgrade.run");
        run.TagObjects.Should().Contain(new KeyValuePair<string, object?>("kong.upgrade.run_id", report.RunId)).And.Contain(new KeyValuePair<string, object?>("kong.upgrade.outcome", "Completed"));
        Activity[] steps = [.. spans.Where(s => s.OperationName == "kong.upgrade.step")];
        steps.Select(s => s.GetTagItem("kong.upgrade.step")).Should().Equal("evaluate", "freeze", "back-up", "provision-green", "migrate-up", "start-green", "stage", "divert", "bake", "finish", "decommission-blue", "thaw");
        steps.Should().OnlyContain(s => s.ParentSpanId == run.SpanId);
    }

    [Fact]
    public async Task RunAsync_ThatGoesBack_IsMeasured()
    {
        Flow.Value = this;
        List<(string Name, double Value, string Tags)> measured = [];
        using MeterListener listener = new() { InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == KongUpgradeTelemetry.MeterName) self.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);

        await kong.RunAsync(Plans.Patch(), Token);

        measured.Where(m => m.Name == KongUpgradeTelemetry.ShareAsked).Select(m => m.Value).Should().Equal(0.01, 0.1);
        measured.Should().Contain((KongUpgradeTelemetry.Outcomes, 1d, "outcome=RolledBack"));
        measured.Should().Contain(m => m.Name == KongUpgradeTelemetry.RetreatDuration && m.Tags == "in_force=True");
        measured.Should().Contain(m => m.Name == KongUpgradeTelemetry.StepDuration && m.Tags == "step=freeze");

        void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (Flow.Value == this) measured.Add((instrument.Name, value, string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))));
        }
    }

    [Fact]
    public async Task RunAsync_Logged_TellsItsStoryByIds()
    {
        await using FakeKong kong = new();
        kong.Probe.Unhealthy(whenGreenIs: 10);
        RecordingLogger log = new();
        using RecordingLoggerFactory factory = new(log);
        UpgradeRunner runner = new(Lent.By(kong, log: factory));

        await kong.Time.RunAsync(() => runner.RunAsync(Plans.Patch(), Token));

        int[] ids = [.. log.Entries.Select(e => e.Id)];
        ids.Should().ContainInOrder(KongUpgradeEventIds.RunStarted, KongUpgradeEventIds.StepStarting, KongUpgradeEventIds.StepCompleted, KongUpgradeEventIds.ShareChanged,
            KongUpgradeEventIds.RetreatStarted, KongUpgradeEventIds.RetreatInForce, KongUpgradeEventIds.GateJudged, KongUpgradeEventIds.StepFailed, KongUpgradeEventIds.StepReverted, KongUpgradeEventIds.RunEnded);
    }
}
