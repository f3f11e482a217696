using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Trials;

/// <summary>About how much Rust's crate makes of a regex: it refuses what compiles to more than 10 MiB, and repetitions count in full.</summary>
internal static class CompiledSize
{
    /// <summary>The crate's own limit, which the router keeps (Kong/atc-router src/parser.rs@v1.6.2: <c>Regex::new</c>).</summary>
    public const double Limit = 10 * 1024 * 1024;

    /// <summary>Above this any release of the crate refuses: newer ones need up to a third of what is reckoned here.</summary>
    public const double Surely = Limit * 3;

    /// <summary>Below this none refuses.</summary>
    public const double SurelyNot = Limit * 0.8;

    // Measured on the crate of ripgrep 13 by how many repetitions it takes: a{242000}, \w{88}, \d{1500}, .{8800}.
    private const double State = 43, Range = 175, WideRange = 1_100;

    public static double Of(RegexNode node) => State + node switch
    {
        RegexNode.Chars chars => chars.Set.Ranges.Sum(Cost),
        RegexNode.Repeat repeat => Of(repeat.Body) * Math.Max(1, repeat.Most ?? repeat.Least + 1),
        _ => node.Children().Sum(Of),
    };

    private static double Cost((int First, int Last) range) => range.Last < 128 ? 0 : range.Last - range.First > 0x4000 ? WideRange : Range;
}
