namespace Kong.Upgrade.AdminApi;

/// <summary>How politely green is asked. Not to be changed while it is in use.</summary>
public sealed class SchemaDryRunOptions
{
    /// <summary>How many questions are under way at once: from 1 to 64. The default value is 4.</summary>
    public int MostAtOnce { get; set; } = 4;

    /// <summary>How many questions are asked in a second: from 1 to 10,000; <see langword="null"/> for as many as the node answers. The default value is 100.</summary>
    public int? RequestsPerSecond { get; set; } = 100;

    /// <summary>After how many questions in a row that brought nothing the rest is given up: from 1 to 1,000. The default value is 20.</summary>
    public int MostFailuresInARow { get; set; } = 20;

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        if (MostAtOnce is < 1 or > 64) problems.Add($"{nameof(MostAtOnce)} is {MostAtOnce}; it must lie between 1 and 64.");
        if (RequestsPerSecond is < 1 or > 10_000) problems.Add($"{nameof(RequestsPerSecond)} is {RequestsPerSecond}; it must lie between 1 and 10,000, or be null for no limit.");
        if (MostFailuresInARow is < 1 or > 1000) problems.Add($"{nameof(MostFailuresInARow)} is {MostFailuresInARow}; it must lie between 1 and 1,000.");
        return problems;
    }
}
