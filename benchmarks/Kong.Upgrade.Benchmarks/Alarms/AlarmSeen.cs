namespace Kong.Upgrade.Benchmarks.Alarms;

/// <summary>What one round cost.</summary>
/// <param name="Failed">Requests of users that failed since green broke.</param>
/// <param name="FailedBefore">And before it broke, when none should.</param>
/// <param name="OnGreen">Requests that the broken green answered, whoever answered the user in the end.</param>
/// <param name="Last">Milliseconds from the break to green's last answer.</param>
/// <param name="Decided">Milliseconds from the break to the decision.</param>
/// <param name="Reason">The engine's.</param>
internal sealed record AlarmSeen(long Failed, long FailedBefore, long OnGreen, double Last, double Decided, string Reason);
