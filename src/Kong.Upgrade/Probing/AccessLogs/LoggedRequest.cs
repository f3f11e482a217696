namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>One request as a balancer's log tells it.</summary>
/// <param name="At">When it was logged, which is when it ended, in milliseconds since 1970.</param>
/// <param name="Took">Milliseconds; negative when that is not known.</param>
/// <param name="Node">The place of the node that it was sent to first in <see cref="LogNodes"/>.</param>
/// <param name="Outcome">What that node made of it.</param>
internal readonly record struct LoggedRequest(long At, int Took, short Node, LoggedOutcome Outcome);
