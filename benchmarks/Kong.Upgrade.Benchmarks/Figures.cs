namespace Kong.Upgrade.Benchmarks;

/// <summary>What was measured: a table, and the requirements it answers.</summary>
internal sealed record Figures(string[] Head, string[][] Rows, Requirement[] Requirements)
{
    public string Markdown() => string.Concat(new[] { Head, [.. Head.Select(_ => "---")] }.Concat(Rows).Select(r => $"| {string.Join(" | ", r)} |\n"));
}
