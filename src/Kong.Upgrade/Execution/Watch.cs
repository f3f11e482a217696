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
    private readonly WatchGates gates;
    private readonly ProbeSeat[] seats;
    private readonly Patience patience;
    private readonly List<NodeReading> sinceLook = [];
    private string? blindNode;

    public Watch(UpgradeRun run, TrafficShare given)
    {
        (this.run, this.given) = (run, given);
        evidence = new(given, run.Time.GetUtcNow() + run.Services.Traffic!.Capabilities.SettlesWithin);
        drift = new(run);
        gates = new(run, given, evidence);
        patience = new(run);
        seats = [new(run, run.Services.Probe!, isAwaited: true), .. run.Judge.IsAsked ? run.Services.FurtherProbes.Select(p => new ProbeSeat(run, p, isAwaited: false)) : []];
        run.Judge.BeginStage(given);
    }

    /// <summary>What was last seen, in words.</summary>
    public string LastSeen => gates.LastSeen;

    /// <summary>Holds the share for at least the given time, and on until everything accepts it.</summary>
    public async Task UntilAcceptedAsync(TimeSpan soak, CancellationToken cancellationToken)
    {
        TimeSpan soaked = TimeSpan.Zero, stage = TimeSpan.Zero, over = TimeSpan.Zero;
        for (; ; )
        {
            TimeSpan passed = await PauseAsync(cancellationToken).ConfigureAwait(false);
            Sight sight = await LookAsync(passed, cancellationToken).ConfigureAwait(false);
            stage += passed;
            // Time in which nothing can be told does not count as soaking.
            if (!sight.IsTrouble) soaked += Seen(passed);
            if (sight.Reason is null) patience.Calm();
            if (soaked < soak) continue;
            if (sight.Reason is null || (sight.IsShort && patience.IsStageOver(sight, stage))) break;
            if (sight.IsShort || sight.Kind is SightKind.Blind) continue;
            over += passed;
            await patience.HoldAsync(sight.Reason, over, halts: run.Plan.WhenUndecided is UndecidedPolicy.Halt).ConfigureAwait(false);
        }
        await run.Judge.SavedAsync().ConfigureAwait(false);
    }

    /// <summary>What a look covers: a probe that has news every so often has seen all the time since its last; time that was too long to be blind in does not count.</summary>
    private TimeSpan Seen(TimeSpan passed) =>
        evidence.Last is { } reading && reading.Window.To >= run.Time.GetUtcNow() - passed && reading.Window.Length > passed && reading.Window.Length <= run.Plan.MaxBlind ? reading.Window.Length : passed;

    /// <summary>Looks at blue alone for a while, so that it is known before green has any traffic.</summary>
    /// <returns>What the first probe saw.</returns>
    public async Task<IReadOnlyList<ProbeReading>> LearnAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        List<ProbeReading> seen = [];
        for (TimeSpan learnt = TimeSpan.Zero; learnt < time;)
        {
            DateTimeOffset from = run.Time.GetUtcNow();
            sinceLook.Clear();
            TimeSpan passed = await PauseAsync(cancellationToken).ConfigureAwait(false);
            Sight sight = await LookAsync(passed, cancellationToken).ConfigureAwait(false);
            if (sight.IsTrouble) continue;
            learnt += passed;
            seen.Add(ProbeReading.Of(new(from, run.Time.GetUtcNow()), [.. sinceLook]));
        }
        await run.Judge.SavedAsync().ConfigureAwait(false);
        return seen;
    }

    /// <summary>Keeps looking while something else is waited for; throws when green regresses meanwhile.</summary>
    public async Task<T> WhileAsync<T>(Task<T> waiting, CancellationToken cancellationToken)
    {
        while (!waiting.IsCompleted)
        {
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task<TimeSpan> pause = PauseAsync(stop.Token);
            await Task.WhenAny(waiting, pause).ConfigureAwait(false);
            if (waiting.IsCompleted) await EndAsync(pause, stop).ConfigureAwait(false);
            else await LookAsync(await pause.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        await run.Judge.SavedAsync().ConfigureAwait(false);
        return await waiting.ConfigureAwait(false);
    }

    /// <summary>Nobody may still be looking when the engine goes on. Harm that the last glance saw is harm.</summary>
    private static async Task EndAsync(Task<TimeSpan> pause, CancellationTokenSource stop)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await ((Task)pause).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (pause.Exception?.InnerException is GreenRegressedException regressed) throw regressed;
    }

    /// <summary>From one full look to the next; between them only those probes are read that are worth it.</summary>
    private async Task<TimeSpan> PauseAsync(CancellationToken cancellationToken)
    {
        long start = run.Time.GetTimestamp();
        for (; ; )
        {
            TimeSpan left = run.Options.WatchInterval - run.Time.GetElapsedTime(start), pause = Earliest() < left ? Earliest() : left;
            // A glance may have taken longer than was left, and a delay of minus one millisecond would never end.
            if (pause > TimeSpan.Zero) await Task.Delay(pause, run.Time, cancellationToken).ConfigureAwait(false);
            if (run.Time.GetElapsedTime(start) is var passed && passed >= run.Options.WatchInterval) return passed;
            await GlanceAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan Earliest()
    {
        TimeSpan earliest = run.Options.WatchInterval;
        foreach (ProbeSeat seat in seats) if (seat.Interval < earliest) earliest = seat.Interval;
        return earliest;
    }

    private async Task GlanceAsync(CancellationToken cancellationToken)
    {
        await ProbeAsync(isForced: false, cancellationToken).ConfigureAwait(false);
        gates.ThrowIfCondemned();
    }

    private async Task<Sight> LookAsync(TimeSpan passed, CancellationToken cancellationToken)
    {
        Sight share = await ShareAsync(cancellationToken).ConfigureAwait(false);
        // Also when the balancer cannot be read: green may be doing harm all the same, and that must be seen.
        Sight probe = await ProbeAsync(isForced: true, cancellationToken).ConfigureAwait(false);
        // Also when the first probe is blind: another may have seen harm.
        gates.ThrowIfCondemned();
        if (!probe.IsTrouble) probe = await JudgedAsync().ConfigureAwait(false);
        run.Judge.Save();
        Sight written = await drift.LookAsync(cancellationToken).ConfigureAwait(false);
        Sight sight = share.IsTrouble ? share : written.IsTrouble ? written : probe;
        await patience.TroubleAsync(sight, passed).ConfigureAwait(false);
        return sight;
    }

    /// <summary>What is known is judged whenever something was seen; that a node was not seen stands in the way of acceptance only.</summary>
    private async Task<Sight> JudgedAsync()
    {
        Sight judged = await gates.JudgeAsync().ConfigureAwait(false);
        return blindNode is not null && (judged.Reason is null || judged.IsShort) ? Sight.Blind(blindNode) : judged;
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

    /// <summary>Reads whatever is due. Trouble of the first probe is the watch's; that of others only means that they say nothing.</summary>
    private async Task<Sight> ProbeAsync(bool isForced, CancellationToken cancellationToken)
    {
        Sight sight = default;
        for (int i = seats.Length - 1; i >= 0; i--)
        {
            if (await seats[i].LookAsync(isForced, cancellationToken).ConfigureAwait(false) is not { } reading) continue;
            if (!reading.CouldLook) run.Logger.ProbeBlind(reading.Trouble!);
            if (!reading.CouldLook && i == 0) sight = Sight.Blind($"the probe could not look: {reading.Trouble}");
            if (!reading.CouldLook) continue;
            run.Judge.Add(i, reading);
            if (i == 0) Seen(reading);
        }
        return sight;
    }

    private void Seen(ProbeReading reading)
    {
        evidence.Add(reading);
        if (given == TrafficShare.AllBlue) sinceLook.AddRange(reading.Nodes);
        blindNode = reading.BlindNodes.Count == 0 ? null : $"{string.Join(", ", reading.BlindNodes.Select(b => $"{b.Side} node {b.Node}"))} could not be seen: {reading.BlindNodes[0].Trouble}";
    }
}
