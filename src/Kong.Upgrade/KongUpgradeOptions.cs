namespace Kong.Upgrade;

/// <summary>How patient the engine is. What the upgrade does is in the plan.</summary>
/// <remarks>Not safe for concurrent change; the runner copies it when it is made.</remarks>
public sealed class KongUpgradeOptions
{
    /// <summary>How long one call to a service may take before its outcome counts as unknown.</summary>
    /// <value>More than zero. The default value is 30 minutes: a backup may be large.</value>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a read-only look (share, freeze, migration state, probe) may take.</summary>
    /// <value>More than zero. The default value is 30 seconds.</value>
    public TimeSpan LookTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt of a retreat may take before the next is made.</summary>
    /// <value>More than zero. The default value is 5 seconds.</value>
    public TimeSpan RetreatAttemptTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a retreat is attempted before the run halts and says that traffic may still reach green.</summary>
    /// <value>At least <see cref="RetreatAttemptTimeout"/>. The default value is 2 minutes.</value>
    public TimeSpan RetreatTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long is looked, after a retreat, until green answers nothing any more and may be taken away. Traffic is on blue by then; a probe in trouble cannot hold the way back for longer.</summary>
    /// <value>More than zero. The default value is 10 seconds.</value>
    public TimeSpan GreenQuietWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long each step may take to be taken back.</summary>
    /// <value>More than zero. The default value is 10 minutes.</value>
    public TimeSpan RevertTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an observer may take over one event before it is not told anything more.</summary>
    /// <value>More than zero. The default value is 5 seconds.</value>
    public TimeSpan ObserverTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often green is looked at while it has traffic.</summary>
    /// <value>More than zero. The default value is 1 second.</value>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often it is looked, while green has traffic, whether the configuration still is what it was after <c>up</c>.</summary>
    /// <value>More than zero. The default value is 10 seconds: reading a million rows takes a second or so.</value>
    public TimeSpan DriftInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long blue must be seen without a single request before <c>finish</c>.</summary>
    /// <value>At least <see cref="WatchInterval"/>. The default value is 10 seconds.</value>
    public TimeSpan BlueQuietFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a transient failure of a service is tried again.</summary>
    /// <value>0 to 10. The default value is 3.</value>
    public int Retries { get; set; } = 3;

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        (string Name, TimeSpan Value)[] spans =
        [
            (nameof(CallTimeout), CallTimeout), (nameof(LookTimeout), LookTimeout), (nameof(RetreatAttemptTimeout), RetreatAttemptTimeout),
            (nameof(RevertTimeout), RevertTimeout), (nameof(ObserverTimeout), ObserverTimeout), (nameof(WatchInterval), WatchInterval),
            (nameof(DriftInterval), DriftInterval), (nameof(GreenQuietWithin), GreenQuietWithin),
        ];
        problems.AddRange(spans.Where(s => s.Value <= TimeSpan.Zero || s.Value > MaxSpan).Select(s => $"{s.Name} is {s.Value}; it must be more than zero and at most {MaxSpan.TotalDays:0} days."));
        if (RetreatTimeout < RetreatAttemptTimeout || RetreatTimeout > MaxSpan) problems.Add($"{nameof(RetreatTimeout)} is {RetreatTimeout}; it must be at least {nameof(RetreatAttemptTimeout)}, {RetreatAttemptTimeout}, and at most {MaxSpan.TotalDays:0} days.");
        if (BlueQuietFor < WatchInterval || BlueQuietFor > MaxSpan) problems.Add($"{nameof(BlueQuietFor)} is {BlueQuietFor}; it must be at least {nameof(WatchInterval)}, {WatchInterval}, and at most {MaxSpan.TotalDays:0} days.");
        if (Retries is < 0 or > 10) problems.Add($"{nameof(Retries)} is {Retries}; it must be from 0 to 10.");
        return problems;
    }

    /// <summary>Timers of .NET do not run longer than about 49 days.</summary>
    internal static readonly TimeSpan MaxSpan = TimeSpan.FromDays(49);

    internal KongUpgradeOptions Copy() => (KongUpgradeOptions)MemberwiseClone();
}
