namespace Kong.Upgrade.Migrations;

/// <summary>What one version's <c>kong migrations status</c> or <c>list</c> said about a database, before anybody compared it with the database.</summary>
internal sealed record KongView
{
    private static readonly IReadOnlySet<Migration> none = new HashSet<Migration>();

    /// <summary>Whose words these are, such as <c>kong migrations list</c>.</summary>
    public required string Source { get; init; }

    public bool NeedsBootstrap { get; init; }

    public IReadOnlySet<Migration> Executed { get; init; } = none;

    public IReadOnlySet<Migration> Pending { get; init; } = none;

    public IReadOnlySet<Migration> New { get; init; } = none;

    public IReadOnlySet<Migration> Missing { get; init; } = none;

    public override string ToString() => NeedsBootstrap ? $"{Source}: needs bootstrap"
        : $"{Source}: {Executed.Count} executed, {Pending.Count} pending, {New.Count} new, {Missing.Count} missing";
}
