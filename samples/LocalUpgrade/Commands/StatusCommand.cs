using Kong.Upgrade.Freeze;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Traffic;
using LocalUpgrade.Approvals;
using LocalUpgrade.Making;
using LocalUpgrade.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalUpgrade.Commands;

/// <summary>Says how things stand, each by itself: what cannot be read is unknown, with the reason. Changes nothing, and works while a run is active.</summary>
internal static class StatusCommand
{
    public static async Task<int> RunAsync(CommandContext context)
    {
        SettingsFile file = context.File();
        Status status = new();
        await TrafficAsync(file, status, context.Cancellation);
        await JournalAsync(file, status, context.Cancellation);
        await DatabaseAsync(file, status, context.Cancellation);
        context.View.Say("status", status.Headline(context), [.. status.Facts]);
        foreach ((string name, string text) in status.Lines) context.View.Say(name, $"  {name,-11}{text}");
        return status.IsKnown ? ExitCodes.Completed : ExitCodes.Trouble;
    }

    private static async Task TrafficAsync(SettingsFile file, Status status, CancellationToken cancellationToken)
    {
        string? unknown = await Looks.TryAsync(async token =>
        {
            TrafficShare share = await Balancer.Of(file.Balancer(), null).Traffic.GetShareAsync(token);
            status.Share = share;
            status.Add("traffic", share == TrafficShare.AllBlue ? "all on blue" : share == TrafficShare.AllGreen ? "all on green" : $"green has {share}, blue the rest");
        }, cancellationToken);
        if (unknown is not null) status.Add("traffic", unknown, isKnown: false);
    }

    private static async Task JournalAsync(SettingsFile file, Status status, CancellationToken cancellationToken)
    {
        string? unknown = await Looks.TryAsync(async token =>
        {
            string directory = file.Journal();
            RunRecord? record = await Looks.JournalAsync(directory, token);
            status.Record = record;
            status.Holder = Looks.Holder(directory);
            status.Question = new ApprovalFolder(directory).Question;
            status.Add("run", RunWords.Of(record, status.Holder));
            Judge(file, record, status);
            if (status.Question is { } question) status.Add("question", $"before {question.Step}, until {question.Deadline:u}: {question.Text}");
        }, cancellationToken);
        if (unknown is not null) status.Add("run", unknown, isKnown: false);
    }

    /// <summary>What a judge makes of what the run's process has seen: nothing more than that process knows, and nothing without evidence.</summary>
    private static void Judge(SettingsFile file, RunRecord? record, Status status)
    {
        try
        {
            if (record is null || file.Judge() is not { } options) return;
            JudgeReplay replay = JudgeReplay.Run(record.Entries, options);
            if (replay.Stages.Count > 0) status.Add("judge", $"{replay.Stages[^1].Verdict}{(replay.Stages[^1].Share is { } share ? $" at {share}" : "")}: {replay.Stages[^1].Reason}");
        }
        catch (SettingsException wrong)
        {
            status.Add("judge", $"unknown: {wrong.Problems[0]}", isKnown: false);
        }
    }

    private static async Task DatabaseAsync(SettingsFile file, Status status, CancellationToken cancellationToken)
    {
        string? unknown = await Looks.TryAsync(async token =>
        {
            await using Database database = await Database.LookAsync(file.All(), NullLoggerFactory.Instance, token);
            await FreezeAsync(database, status, cancellationToken);
            string? unread = await Looks.TryAsync(async inner => status.Add("migrations", (await database.Postgres.Migrations.GetStateAsync(inner)).ToString()), cancellationToken);
            if (unread is not null) status.Add("migrations", unread, isKnown: false);
        }, cancellationToken);
        if (unknown is null) return;
        status.Add("writes", unknown, isKnown: false);
        status.Add("migrations", unknown, isKnown: false);
    }

    private static async Task FreezeAsync(Database database, Status status, CancellationToken cancellationToken)
    {
        string? unknown = await Looks.TryAsync(async token =>
        {
            FreezeStanding standing = (await database.Postgres.Freeze.CheckAsync(token)).Standing;
            status.Freeze = standing;
            status.Add("writes", standing switch { FreezeStanding.Frozen => "configuration writes are frozen", FreezeStanding.Unknown => "unknown: the freeze stands, but not whole", _ => "configuration writes are possible" }, standing != FreezeStanding.Unknown);
        }, cancellationToken);
        if (unknown is not null) status.Add("writes", unknown, isKnown: false);
    }
}
