using Kong.Upgrade.Events;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Execution;

/// <summary>Looks at green once an interval while it has a share, until every gate accepts, one condemns, or it cannot be told for too long.</summary>
internal sealed class Watch
{
    private readonly UpgradeRun run;
    private readonly TrafficShare given;
    private readonly Evidence evidence;
    private readonly DriftWatch drift;
    private readonly ProbeVerdict[] verdicts;
    private DateTimeOffset lookedAt;
    private TimeSpan troubledFor;
    private string? told;

    public Watch(UpgradeRun run, TrafficShare given)
    {
        (this.run, this.given, lookedAt) = (run, given, run.Time.GetUtcNow());
        evidence = new(given, lookedAt + run.Services.Traffic!.Capabilities.SettlesWithin);
        drift = new(run);
        verdicts = new ProbeVerdict[run.Plan.Gates.Count];
    }

    /// <summary>What was last seen, in words.</summary>
    public string LastSeen { get; private set; } = "nothing yet";

    /// <summary>Holds the share for at least the given time, and on until everything accepts it.</summary>
    public async Task UntilAcceptedAsync(TimeSpan soak, CancellationToken cancellationToken)
    {
        TimeSpan soaked = TimeSpan.Zero, over = TimeSpan.Zero;
        for (; ; )
        {
            TimeSpan passed = await PauseAsync(cancellationToken).ConfigureAwait(false);
            Sight sight = await LookAsync(passed, cancellationToken).ConfigureAwait(false);
            // Time in which nothing can be told does not count as soaking.
            if (!sight.IsTrouble) soaked += passed;
            if (sight.Reason is null) told = null;
            if (soaked < soak) continue;
            if (sight.Reason is null) return;
            over += passed;
            await HoldAsync(sight.Reason, over, halts: run.Plan.WhenUndecided is UndecidedPolicy.Halt).ConfigureAwait(false);
        }
    }

    /// <summary>Keeps looking while something else is waited for; throws when green regresses meanwhile.</summary>
    public async Task<T> WhileAsync<T>(Task<T> waiting, CancellationToken cancellationToken)
    {
        while (!waiting.IsCompleted)
        {
            Task<TimeSpan> pause = PauseAsync(cancellationToken);
            await Task.WhenAny(waiting, pause).ConfigureAwait(false);
            if (!waiting.IsCompleted) await LookAsync(await pause.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        return await waiting.ConfigureAwait(false);
    }

    private async Task<TimeSpan> PauseAsync(CancellationToken cancellationToken)
    {
        long start = run.Time.GetTimestamp();
        await Task.Delay(run.Options.WatchInterval, run.Time, cancellationToken).ConfigureAwait(false);
        return run.Time.GetElapsedTime(start);
    }

    private async Task<Sight> LookAsync(TimeSpan passed, CancellationToken cancellationToken)
    {
        Sight share = await ShareAsync(cancellationToken).ConfigureAwait(false);
        // Also when the balancer cannot be read: green may be doing harm all the same, and that must be seen.
        Sight probe = await ProbeAsync(cancellationToken).ConfigureAwait(false);
        Sight written = await drift.LookAsync(cancellationToken).ConfigureAwait(false);
        Sight sight = share.IsTrouble ? share : written.IsTrouble ? written : probe;
        troubledFor = sight.IsTrouble ? troubledFor + passed : TimeSpan.Zero;
        if (sight.IsTrouble) await HoldAsync(sight.Reason!, troubledFor, sight.IsForeign || run.Plan.WhenUndecided is UndecidedPolicy.Halt).ConfigureAwait(false);
        return sight;
    }

    /// <summary>The balancer must still have what it was seen to give: somebody else's hand on it holds the run, and a retreat by hand is followed.</summary>
    private async Task<Sight> ShareAsync(CancellationToken cancellationToken)
    {
        try
        {
            TrafficShare inForce = await run.Calls.LookAsync("reading the traffic share", run.Services.Traffic!.GetShareAsync, cancellationToken).ConfigureAwait(false);
            if (inForce == given) return default;
            return inForce == TrafficShare.AllBlue ? throw new RetreatedElsewhereException(given.ToString())
                : Sight.Foreign($"green was given {given}, but the balancer has {inForce}: somebody else changed it. Set it back, or retreat");
        }
        catch (Exception error) when (error is not RetreatedElsewhereException && !cancellationToken.IsCancellationRequested)
        {
            return Sight.Trouble($"the traffic share could not be read: {error.Message}");
        }
    }

    private async Task<Sight> ProbeAsync(CancellationToken cancellationToken)
    {
        ProbeWindow window = new(lookedAt, run.Time.GetUtcNow());
        ProbeReading reading = await ReadAsync(window, cancellationToken).ConfigureAwait(false);
        if (!reading.CouldLook)
        {
            run.Logger.ProbeBlind(reading.Trouble!);
            return Sight.Trouble($"the probe could not look: {reading.Trouble}");
        }
        lookedAt = window.To;
        evidence.Add(reading);
        return await JudgeAsync().ConfigureAwait(false);
    }

    private async Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
        try
        {
            return await run.Calls.LookAsync("the probe", token => run.Services.Probe!.ReadAsync(window, token), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // Trouble of the probe is not evidence about green (I13).
            return ProbeReading.CouldNotLook(window, error.Message);
        }
    }

    private async Task<Sight> JudgeAsync()
    {
        GateInput input = evidence.Input();
        string? undecided = null;
        for (int i = 0; i < verdicts.Length; i++)
        {
            Gate gate = run.Plan.Gates[i];
            GateVerdict verdict = gate.Judge(input);
            // Observers hear of it after the retreat: nobody's slowness may delay that.
            if (verdict.Verdict is ProbeVerdict.Regressed) throw new GreenRegressedException(gate.Name, verdict.Reason);
            await TellAsync(i, gate, verdict).ConfigureAwait(false);
            if (verdict.Verdict is not ProbeVerdict.Accepted) undecided ??= verdict.Reason;
            LastSeen = verdict.Reason;
        }
        return Sight.Of(undecided ?? ShareBand.Problem(given, evidence.BlueSinceSettled, evidence.GreenSinceSettled, run.Services.Traffic!.Capabilities.IsSticky));
    }

    private async Task TellAsync(int index, Gate gate, GateVerdict verdict)
    {
        if (verdicts[index] == verdict.Verdict) return;
        verdicts[index] = verdict.Verdict;
        run.Logger.GateJudged(gate.Name, verdict.Verdict.ToString(), verdict.Reason);
        await run.TellAsync(new GateJudged(run.RunId, run.Time.GetUtcNow(), gate.Name, verdict)).ConfigureAwait(false);
    }

    private async Task HoldAsync(string reason, TimeSpan held, bool halts)
    {
        if (held >= run.Plan.HoldAtMost) throw new UndecidedException(reason, held, halts);
        if (told is not null) return;
        told = reason;
        run.Logger.Holding(reason);
        await run.TellAsync(new HoldingBecause(run.RunId, run.Time.GetUtcNow(), reason)).ConfigureAwait(false);
    }
}
