namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>How a request ended by HAProxy's two letters (<c>%ts</c>): who ended it, and what was waited for. Then the status is the node's own, HAProxy's, or nobody's.</summary>
internal static class HAProxyEnd
{
    /// <returns><see langword="null"/> when it says nothing about a node.</returns>
    public static LoggedOutcome? Outcome(ReadOnlySpan<byte> end, long status) => (char)end[0] switch
    {
        // The user. Unless a node's answer was on its way, the status is HAProxy's.
        'C' or 'c' => end[1] is (byte)'D' or (byte)'L' ? LogStatus.Outcome(status) : LoggedOutcome.Answered,
        // The node: refused, silent, or in the middle of its answer, whose status may say 200.
        'S' or 's' or 'D' => LoggedOutcome.Failed,
        // HAProxy: a node's answer that cannot be read.
        'P' => LogStatus.Outcome(status),
        '-' => status > 0 ? LogStatus.Outcome(status) : null,
        // HAProxy's own trouble (R, I), an administrator's hand (K, U), an answer that needed no node (L).
        _ => null,
    };
}
