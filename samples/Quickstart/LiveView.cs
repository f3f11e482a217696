using System.Diagnostics;
using Kong.Upgrade;
using Kong.Upgrade.Events;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Simulation.Installation;
using Kong.Upgrade.Simulation.Users;

namespace Quickstart;

/// <summary>Tells what happens: a line an event, and once a second where traffic goes and what users get.</summary>
internal sealed class LiveView : IUpgradeObserver, IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly CancellationTokenSource stop = new();
    private readonly SimulatedInstallation installation;
    private readonly SimulatedUsers users;
    private readonly Task ticking;
    private SideCounts blueBefore;
    private SideCounts greenBefore;
    private string step = "starting";

    public LiveView(SimulatedInstallation installation, SimulatedUsers users)
    {
        (this.installation, this.users) = (installation, users);
        ticking = TickAsync();
    }

    public Task OnEventAsync(UpgradeEvent upgradeEvent, CancellationToken cancellationToken)
    {
        if (upgradeEvent is StepStarting starting) step = starting.StepName;
        // The gate's own name tells all settings of the judge.
        if (upgradeEvent is GateJudged { Verdict: var judged }) Line($"judge: {judged.Verdict}: {judged.Reason}");
        else if (upgradeEvent is not RunEnded) Line(upgradeEvent.ToString());
        return Task.CompletedTask;
    }

    /// <summary>The last word: how it ended, and what it cost users.</summary>
    public void Close(UpgradeReport report)
    {
        Line(report.Headline);
        SideCounts blue = installation.Balancer.Blue, green = installation.Balancer.Green;
        Line($"users sent {users.Answered} requests and saw {users.Failed} fail (blue answered {blue.Requests}, {blue.Failed} failed; green answered {green.Requests}, {green.Failed} failed)");
        foreach (JudgeExplanation why in report.Evidence.Where(e => e.Verdict is ProbeVerdict.Regressed)) Line($"the judge's evidence: {why.ToString().TrimEnd().ReplaceLineEndings("\n          ")}");
        if (report.RetreatDuration is { } took) Line($"from the decision to go back until all traffic was on blue: {took.TotalMilliseconds:0} ms");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await ticking;
        stop.Dispose();
    }

    private async Task TickAsync()
    {
        using PeriodicTimer second = new(TimeSpan.FromSeconds(1));
        try
        {
            while (await second.WaitForNextTickAsync(stop.Token)) Traffic();
        }
        catch (OperationCanceledException)
        {
            // The act is over.
        }
    }

    private void Traffic()
    {
        SideCounts blue = installation.Balancer.Blue, green = installation.Balancer.Green;
        long toBlue = blue.Requests - blueBefore.Requests, toGreen = green.Requests - greenBefore.Requests, all = toBlue + toGreen;
        string measured = all == 0 ? "no traffic" : $"{100.0 * toGreen / all:0.0} %";
        Line($"  {step,-17} green asked {installation.Balancer.Share,-6} measured {measured,-7} | blue {toBlue,4}/s {blue.Failed - blueBefore.Failed,3} failed | green {toGreen,4}/s {green.Failed - greenBefore.Failed,3} failed");
        (blueBefore, greenBefore) = (blue, green);
    }

    private void Line(string text)
    {
        lock (gate) Console.WriteLine($"  {watch.Elapsed.TotalSeconds,5:0.0}s  {text}");
    }
}
