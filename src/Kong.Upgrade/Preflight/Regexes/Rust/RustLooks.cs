using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Rust;

/// <summary>The groups of PCRE that Rust does not have, by what follows the parenthesis; <c>?P&lt;=</c> is what Kong makes of <c>?&lt;=</c>.</summary>
internal static class RustLooks
{
    private static readonly (string Opening, string Name)[] groups =
    [
        ("?=", "Look-ahead"), ("?!", "Look-ahead"), ("?P<=", "Look-behind"), ("?P<!", "Look-behind"), ("?<=", "Look-behind"), ("?<!", "Look-behind"), ("?>", "An atomic group"),
        ("?|", "A branch reset"), ("?#", "A comment in parentheses"), ("?(", "A conditional group"), ("?P=", "A backreference"), ("?P>", "A call of a group"), ("?&", "A call of a group"),
        ("?R", "Recursion"), ("?'", "A group's name in quotes"), ("*", "A verb"),
    ];

    public static string? Name(PatternReader reader) => groups.FirstOrDefault(g => reader.Sees(g.Opening)).Name;
}
