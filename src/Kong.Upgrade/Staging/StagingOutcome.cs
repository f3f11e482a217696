namespace Kong.Upgrade.Staging;

/// <summary>The end of one staging test.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="Evidence">What was asked and what came back, without secrets.</param>
public readonly record struct StagingOutcome(StagingVerdict Verdict, string Evidence);
