namespace Kong.Upgrade.Preflight.Regexes.Syntax;

/// <summary>How much a repetition takes at first, and whether it gives back.</summary>
internal enum Greed
{
    Greedy,
    Lazy,
    Possessive,
}
