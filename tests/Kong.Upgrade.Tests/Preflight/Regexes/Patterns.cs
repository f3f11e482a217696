namespace Kong.Upgrade.Tests;

/// <summary>Regexes that real engines and ours are asked about.</summary>
internal static class Patterns
{
    private static readonly string[] atoms =
    [
        "a", "a", "b", "/", "x", "1", "é", "A", ".", "\\d", "\\w", "\\s", "\\D", "\\W", "[ab]", "[^a]", "[a-c]", "[\\d-]", "[[:alpha:]]", "[^[:digit:]x]", "\\x41", "\\xe9", "\\.", "\\n", "\\-", "[]a]", "[a\\]]", "[^\\W\\d]", "[a-z&&[^b]]", "[\\w--a]",
    ];

    private static readonly string[] marks =
        ["^", "$", "\\b", "\\B", "\\A", "\\z", "\\Z", "(?i)", "(?s)", "(?x)", "(?m)", "(?U)", "(?-i)", " ", "#", "&&", "--", "~~", "\\1", "\\12", "\\8", "\\k<n>", "\\h", "\\v", "\\R", "\\N", "\\K", "\\G", "\\Q", "\\E", "\\i", "[", "]", "{", "}", "(", ")", "|", "*", "+", "?"];

    private static readonly string[] openings = ["(", "(", "(?:", "(?i:", "(?s-i:", "(?P<n>", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?|", "(?<n>", "(?(1)"];

    private static readonly string[] quantifiers = ["*", "+", "?", "{2}", "{1,2}", "{0}", "{1,}", "{,2}", "*?", "+?", "++", "?+", "{2}+", "**"];

    /// <summary>What both worlds have, each in its own way.</summary>
    public static IReadOnlyList<string> Common { get; } =
    [
        "/a", "a|b", "/a|/b", "^a$", "a$", "a\\z", "\\Aa", "(a)(b)", "(?P<n>a)", "a*", "a+?", "a??b", "a{2}", "a{2,}", "a{1,2}b", "a{2,1}", "a{", "a{x}", "a{,2}", "{2}", "a{1", "}", "]", "[", "[]", "[]a]", "[^]a]", "[a-c]", "[c-a]", "[a-]", "[-a]", "[a-c-e]",
        "[a\\-c]", "[\\d-z]", "[a-\\d]", "[\\w.]", "[^\\w]", "[^/]+$", "\\d+", "\\D", "\\w+$", "\\W", "\\s", "\\S+$", "\\bab\\b", "\\Bb", ".", ".$", "a.b", "(?s).$", "(?s)a.b", "(?i)ab", "(?i)é", "(?i)k", "(?i)s$", "(?i)[a-c]$", "(?i)[^a]$", "a(?i)b|c", "(a(?i)b)c", "(?i:a)b", "(?-i)a",
        "(?x)a b # c", "(?x) [a b] ", "(?x)a\\ b", "(?U)a+", "(?m)^b$", "(?m)b$", "(?m)^x", "(?", "(?)", "(?-)", "(?z)", "(", ")", "()", "|", "a|", "|a", "(|a)b", "*", "a**", "a+*", "a++", "a*+a", "(?:)*", "^*", "$*", "\\b+", "(?i)*", "a|*", "\\", "\\/", "\\.", "\\_", "\\%", "\\-", "\\&", "\\ ", "\\q", "\\y",
        "\\x41", "\\x4", "\\x{41}", "\\x{e9}", "\\x{100}", "\\x{}", "\\u0041", "\\101", "\\0", "\\1", "(a)\\1", "\\8", "\\a", "\\e", "\\f", "\\v", "\\h", "\\H", "\\N", "\\R", "\\Z", "\\z", "\\G", "\\K", "\\cA", "\\c", "\\Qa.b\\E", "\\Qa", "\\E", "a\\E*", "\\C", "\\o{101}", "\\g1", "\\k<n>", "(?<n>a)\\k<n>",
        "[[:alpha:]]", "[[:^alpha:]]", "[[:foo:]]", "[:alpha:]", "[[:alpha:]_]", "[[:alpha:]-z]", "[[.a.]]", "[[:word:]]$", "[[:punct:]]", "[[:space:]]", "[[:cntrl:]]", "[a-z&&[^b]]", "[a-z--b]", "[ab~~bc]", "[a&&b]", "[a&&]", "[&&a]", "[a[bc]]", "[[a]b]", "[^[a]b]", "[\\b]", "[\\n]", "[a-\\n]", "[\\x41-\\x43]", "[\\]a]", "[\\\\]",
        "\\pL", "\\p{L}", "\\p{Lu}", "\\P{L}", "\\p{^L}", "[\\p{L}\\d]", "\\p{Nd}", "(?i)\\p{Lu}", "(?=a)a", "(?!a)b", "(?<=a)b", "(?<!a)b", "a(?=b)", "(?>a+)b", "(?|(a)|(b))\\1", "(?#c)a", "a(?#c)*", "(a)?(?(1)b|c)", "(?P<n>a)(?P<n>b)", "(?P<1>a)", "(?P<n", "(?P<>a)", "(?P=n)", "(?'n'a)",
        "(?<=a|bc)b", "(?<=a\\b)b", "a{65535}", "a{65536}", "(?C)a", "(?i)(a)b(?-i)c", "é", "é?", "[é]", "[^é]$", "é{2}", "/a/.{2}$", "/users/(?P<id>\\d+)$", "/v(1|2)/x", "/[a-z0-9-]+/?$", "(?:/a)?/b", "(a|b)*c", "(a*)*$", "(a|aa)+$", "a{0}b", "(?i)ſ", "(?i)ß", "[^a-z]{2,3}$", "(?x)#", "(?x)a#b\nb", "x*", "(?i)[k]", "(?i)[^k]$", "\\w{3}$", "[\\w--\\d]", "[\\W\\d]$", "[^\\s\\S]", "[\\s\\S]", "[\\d\\D]$",
    ];

    /// <summary>Subjects without line feeds, which programs that read lines can be asked about.</summary>
    public static IReadOnlyList<string> Subjects { get; } =
    [
        "a", "b", "c", "ab", "ba", "aab", "abc", "aaa", "A", "AB", "aB", "/a", "/b", "/x/b", "/a/b", "/a/xy", "/a/éx", "/users/12", "/users/٣", "/v2/x", "/a-1/", "a b", "a.b", "a]", "]", "[a", "a{2}", "a{,2}", "}", "-", "_", "&", "~", " ", "\t", "x", "x1", "1", "11", "k", "K", "\u212A", "s", "ſ", "é", "É", "éé", "ß", "ẞ",
        "٣", "中", "aé", "\u00A0", "\u2028", "e\u0301", "Qa", "q", "y", "h", "R", "Z", "z", "\u0001", "\u000B", "\f", "\r", "\\", "%", "^", "$", "#", "a#b", ".", "ac", "bc", "cb", "0", "8", "abab", "aa", "AbC", "abC", "(a)", "|",
    ];

    /// <summary>The same, and some with line feeds.</summary>
    public static IReadOnlyList<string> AllSubjects { get; } = [.. Subjects, "a\n", "b\n", "\n", "x\nb", "a\nb", "b\nx\n", "é\n", "/a\n", "1\n"];

    /// <summary>Regexes of every shape, some of them broken: the same at each run. With <paramref name="isPcre"/> half of the groups are only PCRE's.</summary>
    public static IEnumerable<string> Random(int count, int seed, bool isPcre)
    {
        Random random = new(seed);
        return Enumerable.Range(0, count).Select(_ => Written(random, random.Next(1, 5), isPcre)).Distinct();
    }

    private static string Written(Random random, int depth, bool isPcre)
    {
        string One(string[] some) => some[random.Next(some.Length)];
        if (depth == 0) return One(atoms);
        string Inner() => Written(random, depth - 1, isPcre);
        return random.Next(12) switch
        {
            < 5 => Inner() + Written(random, 0, isPcre),
            < 7 => Inner() + Inner(),
            7 => Inner() + "|" + Inner(),
            8 => openings[random.Next(isPcre ? openings.Length : 6)] + Inner() + ")",
            9 => Written(random, 0, isPcre) + One(quantifiers) + Inner(),
            10 => Inner() + One(marks),
            _ => "(" + Inner() + ")" + One(quantifiers),
        };
    }
}
