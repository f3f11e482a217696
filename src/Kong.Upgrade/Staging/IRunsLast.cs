namespace Kong.Upgrade.Staging;

/// <summary>A test that looks at what the others left behind, such as lines in an error log: it runs when they have ended.</summary>
internal interface IRunsLast;
