using Kong.Upgrade.Migrations;

namespace Kong.Upgrade.Rehearsals;

/// <summary>A <see cref="RehearsalReport"/> as it is written down.</summary>
internal sealed record RehearsalRecord(
    string Version, DateTimeOffset At, TimeSpan UpTook, StateRecord Before, StateRecord AfterUp, TimeSpan? FinishTook, IReadOnlyList<ChangeRecord> ChangedByUp, IReadOnlyList<ChangeRecord> ChangedByFinish)
{
    public static RehearsalRecord Of(RehearsalReport report) => new(
        report.Version.ToString(), report.At, report.UpTook, StateRecord.Of(report.Before), StateRecord.Of(report.AfterUp), report.FinishTook,
        [.. report.ChangedByUp.Select(ChangeRecord.Of)], [.. report.ChangedByFinish.Select(ChangeRecord.Of)]);

    public RehearsalReport ToReport() => new()
    {
        Version = KongVersion.Parse(Version),
        At = At,
        UpTook = UpTook,
        Before = Before.ToState(),
        AfterUp = AfterUp.ToState(),
        FinishTook = FinishTook,
        ChangedByUp = [.. ChangedByUp.Select(c => c.ToTable())],
        ChangedByFinish = [.. ChangedByFinish.Select(c => c.ToTable())],
    };
}

/// <summary>A <see cref="MigrationState"/> as it is written down: names as <c>subsystem/name</c>.</summary>
internal sealed record StateRecord(bool NeedsBootstrap, string[] Executed, string[] Pending, string[] New, string[] Missing, string? SeenBy)
{
    public static StateRecord Of(MigrationState state) =>
        new(state.NeedsBootstrap, Names(state.Executed), Names(state.Pending), Names(state.New), Names(state.Missing), state.SeenBy?.ToString());

    public MigrationState ToState() => new()
    {
        NeedsBootstrap = NeedsBootstrap,
        Executed = Read(Executed),
        Pending = Read(Pending),
        New = Read(New),
        Missing = Read(Missing),
        SeenBy = SeenBy is null ? null : KongVersion.Parse(SeenBy),
    };

    private static string[] Names(IReadOnlySet<Migration> migrations) => [.. migrations.Select(m => m.ToString()).Order(StringComparer.Ordinal)];

    // A subsystem is a plugin's name and holds no slash.
    private static HashSet<Migration> Read(string[] names) => [.. names.Select(n => n.Split('/', 2)).Select(n => new Migration(n[0], n[1]))];
}

/// <summary>A <see cref="ChangedTable"/> as it is written down.</summary>
internal sealed record ChangeRecord(string Table, long Rows, IReadOnlyList<string> Columns, IReadOnlyList<string> Examples)
{
    public static ChangeRecord Of(ChangedTable change) => new(change.Table, change.Rows, change.Columns, change.Examples);

    public ChangedTable ToTable() => new() { Table = Table, Rows = Rows, Columns = Columns, Examples = Examples };
}
