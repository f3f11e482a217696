using Kong.Upgrade;
using Kong.Upgrade.Freeze;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Traffic;
using LocalUpgrade.Approvals;

namespace LocalUpgrade.Commands;

/// <summary>What <c>status</c> has found so far.</summary>
internal sealed class Status
{
    private readonly List<(string Name, string Text)> lines = [];

    public TrafficShare? Share { get; set; }

    public RunRecord? Record { get; set; }

    public string? Holder { get; set; }

    public AskedQuestion? Question { get; set; }

    public FreezeStanding? Freeze { get; set; }

    public bool IsKnown { get; private set; } = true;

    public IReadOnlyList<(string Name, string Text)> Lines => lines;

    public IEnumerable<(string Name, object? Value)> Facts =>
    [
        ("greenPercent", Share?.Percent), ("run", Record?.RunId), ("outcome", Record?.Outcome.ToString()), ("pastPointOfNoReturn", Record?.IsCommitted), ("process", Holder), ("freeze", Freeze?.ToString()), ("asked", Question?.Step),
    ];

    public void Add(string name, string text, bool isKnown = true)
    {
        lines.Add((name, text));
        IsKnown &= isKnown;
    }

    /// <summary>What is true, and what to press.</summary>
    public string Headline(CommandContext context)
    {
        string traffic = Share is { } share ? share == TrafficShare.AllBlue ? "ALL TRAFFIC IS ON BLUE" : share == TrafficShare.AllGreen ? "ALL TRAFFIC IS ON GREEN" : $"GREEN HAS {share} OF THE TRAFFIC" : "WHERE TRAFFIC GOES IS UNKNOWN";
        string work = Holder is not null ? "a run is active" : Record is { Outcome: UpgradeOutcome.Unknown } ? "an unfinished run waits" : "no run is active";
        return $"{traffic}; {work}. {Press(context)}";
    }

    private string Press(CommandContext context)
    {
        if (Holder is not null && Question is { } question) return $"It asks. Press: {context.Press($"approve --run {question.Run} --reason …")}; or {context.Press($"deny --run {question.Run} --reason …")}";
        if (Holder is not null) return $"To go back now, press: {context.Press("retreat")}";
        if (Record is { Outcome: UpgradeOutcome.Unknown, IsCommitted: true }) return $"It only goes forward. Press: {context.Press("run")}";
        if (Record is { Outcome: UpgradeOutcome.Unknown }) return Question is { } asked ? $"Press: {context.Press($"approve --run {asked.Run} --reason …")}, then {context.Press("run")}; or {context.Press("retreat")}" : $"Press: {context.Press("run")}; or {context.Press("retreat")}";
        return Freeze is FreezeStanding.Frozen ? $"Configuration writes are frozen. Press: {context.Press("thaw")}; or {context.Press("run")}" : "";
    }
}
