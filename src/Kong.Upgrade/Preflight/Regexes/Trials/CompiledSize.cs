using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Trials;

/// <summary>About how much Rust's crate makes of a regex: it refuses what compiles to more than 10 MiB, and repetitions count in full.</summary>
internal static class CompiledSize
{
    /// <summary>The crate's own limit, which the router keeps (Kong/atc-router src/parser.rs@v1.6.2: <c>Regex::new</c>).</summary>
    public const double Limit = 10 * 1024 * 1024;

    // A state, and what each range of characters costs in bytes of UTF-8: between what releases of the crate take.
    private const double State = 40, Range = 30;

    public static double Of(RegexNode node) => State + node switch
    {
        RegexNode.Chars chars => chars.Set.Ranges.Sum(r => r.Last < 128 ? 0 : Range),
        RegexNode.Repeat repeat => Of(repeat.Body) * Math.Max(1, repeat.Most ?? repeat.Least + 1),
        _ => node.Children().Sum(Of),
    };
}
