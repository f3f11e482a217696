namespace Kong.Upgrade.Versions.Strategies;

/// <summary>What is said of one strategy. Immutable.</summary>
public sealed class StrategyOption
{
    internal StrategyOption(UpgradeStrategy strategy, StrategyStanding standing, string why) => (Strategy, Standing, Why) = (strategy, standing, why);

    /// <summary>Which one.</summary>
    public UpgradeStrategy Strategy { get; }

    /// <summary>What Kong's documents say of it here.</summary>
    public StrategyStanding Standing { get; }

    /// <summary>Why, in a sentence or two.</summary>
    public string Why { get; }

    /// <summary>The strategy, its standing and the reason.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => $"{StrategyWords.Of(Strategy)}: {StrategyWords.Of(Standing)}. {Why}";
}
