namespace Kong.Upgrade.Probing.Synthetic;

/// <summary>Which requests of ours go to which nodes, and how often. Not to be changed while it is in use.</summary>
public sealed class SyntheticOptions
{
    /// <summary>Where blue's nodes take traffic, as <c>http</c> or <c>https</c> addresses without a path. At least one. Their certificates have to be trusted by this host.</summary>
    public IReadOnlyList<Uri> Blue { get; set; } = [];

    /// <summary>The same of green's nodes. At least one.</summary>
    public IReadOnlyList<Uri> Green { get; set; } = [];

    /// <summary>The requests; each goes to each node in turn. At least one.</summary>
    public IReadOnlyList<SyntheticRequest> Requests { get; set; } = [];

    /// <summary>Requests a second to each side, evenly spaced. More than 0, at most 1000. The default value is 10.</summary>
    public double RatePerSide { get; set; } = 10;

    /// <summary>How long one request may take, its body with it; longer is a failure. More than zero, at most 10 minutes. The default value is 2 seconds.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many requests may be under way to one node; further ones are left out until one has ended. 1 to 1000. The default value is 16.</summary>
    public int AtOnce { get; set; } = 16;

    /// <summary>How long requests go on after the probe was asked for the last time. More than zero, at most an hour. The default value is 5 seconds; longer than the pause between two looks.</summary>
    public TimeSpan GoesOnFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate() => [.. SyntheticOptionRules.Problems(this)];
}
