namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>What the Runtime API says when it will not, and what a person can do about it. It has no status codes: words are all there is (seen on 2.6.12).</summary>
internal static class RuntimeTrouble
{
    private static readonly (string Words, string Remedy)[] refusals =
    [
        ("Permission denied", "The stats socket needs 'level admin'."),
        ("No such server", "Name blue's and green's servers as HAProxy's configuration does."),
        ("No such backend", "Name the backend as HAProxy's configuration does."),
        ("Can't find backend", "Name the backend as HAProxy's configuration does."),
        ("No such proxy", "Name the backend as HAProxy's configuration does."),
        ("Unknown map identifier", "HAProxy has not loaded this map: add the lines that ConfigurationToAdd() prints, and reload HAProxy."),
        ("Unknown command", "This is not a Runtime API that can do it; HAProxy 2.2 or later is needed."),
        ("static LB algorithm", "Use a 'balance' whose weights can change at run time, such as roundrobin."),
        ("Absolute weight", "This is an error of this library's."),
        ("Empty weight string", "This is an error of this library's."),
        ("Require ", "This is an error of this library's."),
        ("Unable to", "See HAProxy's log."),
    ];

    /// <summary>The refusal in an answer, or <see langword="null"/>.</summary>
    public static UpgradeServiceException? In(string command, string answer, HAProxyOptions options)
    {
        string first = answer.TrimStart().Split('\n')[0].Trim();
        (string Words, string Remedy) found = refusals.FirstOrDefault(r => first.Contains(r.Words, StringComparison.Ordinal));
        if (found.Words is not null) return Refused(command, first, found.Remedy, options);
        // What is set is set without a word.
        return command.StartsWith("set ", StringComparison.Ordinal) && first.Length > 0 && !IsMissingEntry(first) ? Refused(command, first, "See HAProxy's manual on this command.", options) : null;
    }

    public static bool IsMissingEntry(string answer) => answer.StartsWith("entry not found", StringComparison.Ordinal);

    public static UpgradeServiceException Late(string command, HAProxyOptions options) =>
        new($"HAProxy did not answer '{command}' on {options.Socket} within {options.AnswerWithin.TotalSeconds:0.###} s. See whether it runs and is not stopped or overloaded, then repeat.", isTransient: true);

    public static UpgradeServiceException Unreachable(string command, HAProxyOptions options, Exception failure) =>
        new($"HAProxy could not be asked '{command}' on {options.Socket}: {failure.Message}. See whether it runs, has that stats socket, and lets this user use it, then repeat.", failure, isTransient: true);

    private static UpgradeServiceException Refused(string command, string words, string remedy, HAProxyOptions options) =>
        new($"HAProxy on {options.Socket} refused '{command}': {words.Trim('.')}. {remedy}");
}
