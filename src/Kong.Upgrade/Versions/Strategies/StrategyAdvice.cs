using System.Text;

namespace Kong.Upgrade.Versions.Strategies;

/// <summary>
/// Which strategy Kong's documents advise for an upgrade, and why, and what this library does about it (kong-facts 6.1; the guide). Immutable and safe for any number of threads.
/// </summary>
/// <remarks>
/// Kong advises a dual-cluster upgrade where there are resources for a second cluster and database, otherwise one in place, and a rolling one for nodes without a database. Its blue-green guide is for
/// installations where dual-cluster is out for want of resources, and advises blue-green only between patch versions: it is never called advised here for anything else.
/// </remarks>
public sealed class StrategyAdvice
{
    private StrategyAdvice(UpgradePath path, IReadOnlyList<StrategyOption> options, string library) => (Path, Options, ThisLibrary) = (path, options, library);

    /// <summary>The way that is spoken of.</summary>
    public UpgradePath Path { get; }

    /// <summary>The strategies, the best first; those of equal standing in the order in which Kong's documents name them. Empty when there is no way.</summary>
    public IReadOnlyList<StrategyOption> Options { get; }

    /// <summary>What this library does about such an upgrade, in a sentence or two: plans it by default, only after <see cref="UpgradePlanBuilder.AcknowledgeRisk"/>, or not at all.</summary>
    public string ThisLibrary { get; }

    /// <summary>Weighs the strategies for a way, with what was known when it was found.</summary>
    /// <param name="path">The way.</param>
    /// <returns>The advice.</returns>
    /// <exception cref="ArgumentNullException">The way is missing.</exception>
    public static StrategyAdvice For(UpgradePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new(path, path.Steps.Count == 0 ? [] : StrategyRules.Options(path), LibraryRules.Say(path));
    }

    /// <summary>The advice for people: the first line says what Kong advises.</summary>
    /// <returns>Several lines of text, each ending with <c>\n</c>.</returns>
    public string Describe()
    {
        string[] advised = [.. Options.Where(o => o.Standing is StrategyStanding.Advised).Select(o => StrategyWords.Of(o.Strategy))];
        string first = Options.Count == 0 ? $"{Path}. There is nothing to advise on."
            : advised.Length == 0 ? $"{Path}: what Kong advises depends on what is not known, or on what must give way."
            : $"{Path}: Kong advises {string.Join(", then ", advised)}.";
        StringBuilder text = new StringBuilder(first).Append('\n');
        foreach (StrategyOption option in Options) text.Append("  ").Append(option).Append('\n');
        return text.Append("  ").Append(ThisLibrary).Append('\n').ToString();
    }
}
