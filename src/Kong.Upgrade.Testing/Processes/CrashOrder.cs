namespace Kong.Upgrade.Testing.Processes;

/// <summary>At which operation of a process it is to die, and on which side of it.</summary>
internal sealed record CrashOrder(Func<int, KongCall, bool> IsAt, bool IsAfter);
