using System.Globalization;
using Kong.Upgrade.Execution;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Steps;

internal sealed class DivertStep() : GuidedStep(GuideStep.Divert, "divert")
{
    // Whoever can never see a stage must not be sent to and fro for ever.
    private const int MostBack = 5;

    public override string Does => "moves traffic to green stage by stage; each stage is held under watch until every gate accepts it";

    public override string Undoes => "sends all traffic to blue: always first, whatever failed";

    public override async Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken)
    {
        TrafficShare share = await new ShareControl(context.Run).ReadAsync(cancellationToken).ConfigureAwait(false);
        return share == TrafficShare.AllGreen && (context.IsCommitted || Accepted(context) == TrafficShare.AllGreen) ? StepState.Done : StepState.NotDone;
    }

    public override async Task ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        await RequireOurShareAsync(context, cancellationToken).ConfigureAwait(false);
        TrafficShare accepted = Accepted(context);
        if (accepted == TrafficShare.AllBlue && context.Run.Journal.LastAsked is null) await new AlarmTrial(context.Run).RunAsync(cancellationToken).ConfigureAwait(false);
        int stage = context.Plan.Stages.Count(s => s <= accepted);
        for (int back = 0; stage < context.Plan.Stages.Count;)
        {
            int next = await NextAsync(context, stage, back < MostBack, cancellationToken).ConfigureAwait(false);
            (stage, back) = (next, next < stage ? back + 1 : back);
        }
    }

    /// <summary>Holds one stage until it is accepted.</summary>
    /// <returns>The stage to hold then: the next, or the one before when nobody could see this one.</returns>
    private static async Task<int> NextAsync(StepContext context, int stage, bool mayGoBack, CancellationToken cancellationToken)
    {
        TrafficShare asked = context.Plan.Stages[stage], given = await new ShareControl(context.Run).SetAsync(asked, cancellationToken).ConfigureAwait(false);
        try
        {
            await new Watch(context.Run, given).UntilAcceptedAsync(context.Plan.SoakEachStage, cancellationToken).ConfigureAwait(false);
        }
        catch (UndecidedException blind) when (blind is { IsBlind: true, Halts: false } && mayGoBack && stage > 0)
        {
            return stage - 1;
        }
        context.Run.Judge.Report();
        await context.NoteAsync(Facts.StageAccepted, RunJournal.Text(asked), cancellationToken).ConfigureAwait(false);
        return stage + 1;
    }

    public override async Task RevertAsync(StepContext context, CancellationToken cancellationToken)
    {
        if (context.Run.Journal.LastAsked is null) return;
        RetreatResult result = await context.Run.NewRetreat().ToBlueAsync().ConfigureAwait(false);
        if (!result.IsInForce) throw new RetreatFailedException(result, null);
    }

    /// <summary>The highest stage that was held and accepted, by this or an earlier process.</summary>
    private static TrafficShare Accepted(StepContext context) => context.Recall(Facts.StageAccepted) is { } millionths
        ? TrafficShare.FromPercent(int.Parse(millionths, CultureInfo.InvariantCulture) / 10_000.0) : TrafficShare.AllBlue;

    /// <summary>The balancer must have what this run left it with: a retreat by hand is followed, any other hand holds the run.</summary>
    private static async Task RequireOurShareAsync(StepContext context, CancellationToken cancellationToken)
    {
        TrafficShare found = await new ShareControl(context.Run).ReadAsync(cancellationToken).ConfigureAwait(false);
        TrafficShare inForce = context.Run.Journal.LastInForce ?? TrafficShare.AllBlue;
        if (found == inForce || found == context.Run.Journal.LastAsked) return;
        throw found == TrafficShare.AllBlue && !context.IsCommitted ? new RetreatedElsewhereException(inForce.ToString())
            : new UndecidedException($"the balancer gives green {found}, but this run left it at {inForce}: somebody else changed it. Set it to {inForce}, or to nothing for green, then run the same plan again", TimeSpan.Zero, halts: true);
    }
}
