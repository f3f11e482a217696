namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>What an answer's status says about the node that gave it.</summary>
internal static class LogStatus
{
    public static LoggedOutcome Outcome(long status) => status switch
    {
        429 => LoggedOutcome.RateLimited,
        >= 400 and < 500 => LoggedOutcome.ClientError,
        >= 500 and < 600 => LoggedOutcome.Failed,
        _ => LoggedOutcome.Answered,
    };
}
