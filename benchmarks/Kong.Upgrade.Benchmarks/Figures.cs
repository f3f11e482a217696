namespace Kong.Upgrade.Benchmarks;

/// <summary>What was measured: a table, and the requirements it answers.</summary>
internal sealed record Figures(string[] Head, string[][] Rows, Requirement[] Requirements)
{
    /// <summary>Above the table, when there are several.</summary>
    public string Title { get; init; } = "";

    /// <summary>More tables.</summary>
    public IReadOnlyList<Figures> Further { get; init; } = [];

    public string Markdown() =>
        (Title.Length == 0 ? "" : $"## {Title}\n\n") + string.Concat(new[] { Head, [.. Head.Select(_ => "---")] }.Concat(Rows).Select(r => $"| {string.Join(" | ", r)} |\n")) + string.Concat(Further.Select(f => "\n" + f.Markdown()));
}
