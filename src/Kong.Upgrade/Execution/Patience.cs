using Kong.Upgrade.Events;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Execution;

/// <summary>How long a watch may go on without knowing, by what is in the way; and who is told that it holds.</summary>
internal sealed class Patience(UpgradeRun run)
{
    private TimeSpan troubledFor;
    private TimeSpan blindFor;
    private string? told;

    public void Calm() => told = null;

    /// <summary>Counts trouble that lasts, and ends the watch when it lasts too long.</summary>
    public async Task TroubleAsync(Sight sight, TimeSpan passed)
    {
        troubledFor = sight.IsTrouble && sight.Kind is not SightKind.Blind ? troubledFor + passed : TimeSpan.Zero;
        blindFor = sight.Kind is SightKind.Blind ? blindFor + passed : TimeSpan.Zero;
        if (sight.Kind is SightKind.Blind) await BlindAsync(sight.Reason!).ConfigureAwait(false);
        else if (sight.IsTrouble) await HoldAsync(sight.Reason!, troubledFor, sight.IsForeign || run.Plan.WhenUndecided is UndecidedPolicy.Halt).ConfigureAwait(false);
    }

    /// <summary>Holds, and says so once.</summary>
    public async Task HoldAsync(string reason, TimeSpan held, bool halts)
    {
        if (held >= run.Plan.HoldAtMost)
        {
            run.Judge.Report();
            throw new UndecidedException(reason, held, halts);
        }
        if (told is not null) return;
        told = reason;
        run.Logger.Holding(reason);
        await run.TellAsync(new HoldingBecause(run.RunId, run.Time.GetUtcNow(), reason)).ConfigureAwait(false);
    }

    /// <summary>Whether the next stage may begin although green was not accepted, because its time is up and the plan says so.</summary>
    public bool IsStageOver(Sight sight, TimeSpan stage)
    {
        if (stage < run.Plan.StageAtMost) return false;
        bool goesOn = run.Plan.WhenUndecided switch
        {
            UndecidedPolicy.GoOn => run.Judge.All.All(j => !j.IsSuspicious),
            UndecidedPolicy.Synthesise => run.Judge.All.All(j => j.IsProvenByAnother),
            _ => false,
        };
        return goesOn ? true : throw Undecided(sight.Reason!, stage, isBlind: false);
    }

    private UndecidedException Undecided(string reason, TimeSpan held, bool isBlind)
    {
        run.Judge.Report();
        return new(reason, held, run.Plan.WhenUndecided is UndecidedPolicy.Halt, isBlind);
    }

    private async Task BlindAsync(string reason)
    {
        // A scrape that is missed now and then is nothing to talk about.
        if (blindFor <= run.Plan.MaxBlind) return;
        if (blindFor < run.Plan.MaxBlind + run.Plan.HoldAtMost) await HoldAsync(reason, TimeSpan.Zero, halts: false).ConfigureAwait(false);
        else throw Undecided(reason, blindFor, isBlind: true);
    }
}
