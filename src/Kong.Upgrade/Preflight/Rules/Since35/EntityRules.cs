namespace Kong.Upgrade.Preflight.Rules.Since35;

/// <summary>What Enterprise 3.5 took away or refuses.</summary>
internal static class EntityRules
{
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        new PortalRule("350-02"),
        new OrderingRule("350-04"),
        new ReviewOnceRule("350-12", ["consumer_groups"], "consumer groups", _ => true),
    ];
}
