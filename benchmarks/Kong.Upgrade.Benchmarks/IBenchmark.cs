namespace Kong.Upgrade.Benchmarks;

/// <summary>A question about speed or memory, and the program that answers it.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>What is measured, for the results file.</summary>
    string Question { get; }

    /// <summary>Whether something is promised of it; the others only inform.</summary>
    bool HasRequirements { get; }

    Task<Figures> MeasureAsync();
}
