namespace Kong.Upgrade.Reporting;

/// <summary>One step of a report.</summary>
/// <param name="Name">The step.</param>
/// <param name="Ending">How it ended in this process.</param>
/// <param name="Duration">From intent to verification; zero unless it is <see cref="StepEnding.Done"/>.</param>
public readonly record struct StepReport(string Name, StepEnding Ending, TimeSpan Duration);
