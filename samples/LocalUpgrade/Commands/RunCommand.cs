using Kong.Upgrade;
using Kong.Upgrade.Journal;
using LocalUpgrade.Approvals;
using LocalUpgrade.Making;
using LocalUpgrade.Settings;
using LocalUpgrade.Views;

namespace LocalUpgrade.Commands;

/// <summary>Runs the upgrade, or goes on where an earlier process stopped.</summary>
internal static class RunCommand
{
    private const int Openings = 5;

    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(300);

    public static async Task<int> RunAsync(CommandContext context)
    {
        UpgradeSettings settings = context.File().All();
        using FileLog log = new(settings.Log);
        try
        {
            await using Installation installation = await Installation.OpenAsync(settings, log, context.Cancellation);
            if (await MayPrepareAsync(settings, context.Cancellation)) await installation.Balancer.PrepareAsync(context.Cancellation);
            return await RunAsync(context, settings, installation);
        }
        catch (KongUpgradeException trouble) when (trouble is not InvalidUpgradePlanException)
        {
            string next = trouble is JournalException { Problem: JournalProblem.Held } ? $"Another process works on the run. Press: {context.Press("status")}." : await TrafficAsync(context, settings);
            context.View.Fail($"NOTHING WAS BEGUN. {next} Cause: {trouble.Message}");
            return ExitCodes.Trouble;
        }
    }

    private static async Task<int> RunAsync(CommandContext context, UpgradeSettings settings, Installation installation)
    {
        ApprovalFolder folder = new(settings.Journal);
        ObservedProbe probe = ObservedProbe.Of(installation.Balancer.Probe);
        View view = context.RunView(settings.Plan!, () => probe.LastSeen);
        (UpgradeReport report, bool isCancelled) = await RunAsync(context, settings, installation.Runner(new FileApprovalGate(folder, context.Time), probe, view, new AskedNote(context, view)), view);
        if (report.Outcome is not UpgradeOutcome.AwaitingApproval) folder.Forget();
        if (report.Outcome is UpgradeOutcome.Completed) await TidyAsync(context, installation);
        return Outcomes.Tell(context, context.View, report, isCancelled);
    }

    private static async Task<(UpgradeReport Report, bool IsCancelled)> RunAsync(CommandContext context, UpgradeSettings settings, UpgradeRunner runner, View view)
    {
        await using View shown = view;
        using CancellationTokenRegistration told = context.Cancellation.Register(() => view.Say("cancelling", "Asked to stop: going back to blue. This takes a moment; do not kill this process."));
        for (int opening = 1; ; opening++)
        {
            try
            {
                return (await runner.RunAsync(settings.Plan!, context.Cancellation), false);
            }
            catch (UpgradeCanceledException cancelled)
            {
                return (cancelled.Report, true);
            }
            catch (JournalException held) when (held.Problem is JournalProblem.Held && opening < Openings)
            {
                // 'status' looks at the lease for a moment.
                await Task.Delay(pause, context.Time, context.Cancellation);
            }
        }
    }

    /// <summary>Not where another process works on a run; and not past the point of no return, where the balancer is as it has to be and nothing may be loaded that could send traffic to blue.</summary>
    private static async Task<bool> MayPrepareAsync(UpgradeSettings settings, CancellationToken cancellationToken) =>
        Looks.Holder(settings.Journal) is null && await Looks.JournalAsync(settings.Journal, cancellationToken) is not { IsCommitted: true, Outcome: UpgradeOutcome.Unknown };

    /// <summary>Nobody needs the migration's role any more.</summary>
    private static async Task TidyAsync(CommandContext context, Installation installation)
    {
        try
        {
            await installation.Database.Postgres.RemoveMigrationRoleAsync(CancellationToken.None);
        }
        catch (KongUpgradeException left)
        {
            context.View.Say("note", $"The migration's login role was left behind: {left.Message}");
        }
    }

    /// <summary>A run that was cut off may have left green with traffic, which nobody watches while this one cannot begin.</summary>
    private static async Task<string> TrafficAsync(CommandContext context, UpgradeSettings settings)
    {
        (string text, bool isBlue) = await Looks.ShareAsync(settings.Balancer);
        return isBlue ? $"{text} Press, after mending the cause: {context.Press("run")}." : $"{text} Nobody may be watching it. Press: {context.Press("retreat")}; or, after mending the cause, {context.Press("run")}.";
    }
}
