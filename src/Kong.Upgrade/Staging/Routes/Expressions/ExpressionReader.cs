using System.Text.RegularExpressions;

namespace Kong.Upgrade.Staging.Routes.Expressions;

/// <summary>Reads what is simple of a route's expression: comparisons joined by <c>&amp;&amp;</c>, <c>||</c> and brackets (Kong/atc-router src/atc_grammar.pest). What is not understood of it stays in its place as that.</summary>
internal sealed partial class ExpressionReader
{
    private const int MostWays = 16, MostTokens = 400;

    private readonly string[] tokens;
    private int at;

    private ExpressionReader(string[] tokens) => this.tokens = tokens;

    private string Here => at < tokens.Length ? tokens[at] : "";

    /// <summary>The ways to satisfy it, all of whose comparisons must hold each; one that is not understood where it is not read at all.</summary>
    public static IReadOnlyList<IReadOnlyList<Predicate>> Ways(string expression)
    {
        string[] tokens = [.. Tokens().Matches(expression).Select(m => m.Value)];
        if (tokens.Length > MostTokens) return [[Predicate.NotUnderstood]];
        ExpressionReader reader = new(tokens);
        List<List<Predicate>> ways = reader.AnyOf();
        return reader.at < reader.tokens.Length || ways.Count is 0 or > MostWays ? [[Predicate.NotUnderstood]] : ways;
    }

    private List<List<Predicate>> AnyOf()
    {
        List<List<Predicate>> ways = AllOf();
        while (Take("||")) ways.AddRange(AllOf());
        return ways;
    }

    private List<List<Predicate>> AllOf()
    {
        List<List<Predicate>> ways = One();
        while (Take("&&"))
        {
            List<List<Predicate>> more = One();
            ways = [.. ways.SelectMany(w => more.Select(m => w.Concat(m).ToList())).Take(MostWays + 1)];
        }
        return ways;
    }

    private List<List<Predicate>> One()
    {
        bool isNot = Take("!");
        if (!Take("(")) return [[Comparison()]];
        List<List<Predicate>> inner = AnyOf();
        Take(")");
        return isNot ? [[Predicate.NotUnderstood]] : inner;
    }

    private Predicate Comparison()
    {
        int start = at;
        string field = Field();
        (string compare, string value) = (Next(), Next());
        if (Text(value) is { } text && IsField().IsMatch(field)) return new(field, compare, text);
        // On to where the next one may begin.
        for (at = Math.Max(at, start + 1); at < tokens.Length && Here is not ("&&" or "||" or ")");) at++;
        return Predicate.NotUnderstood;
    }

    // any() and lower() around a header change nothing here: headers are compared in small letters anyway.
    private string Field()
    {
        string name = Next();
        if (name is not ("any" or "lower") || !Take("(")) return name;
        string inner = Field();
        return Take(")") && (name == "any" || inner.StartsWith("http.headers.", StringComparison.Ordinal)) ? inner : "";
    }

    private string Next() => at < tokens.Length ? tokens[at++] : "";

    private bool Take(string token)
    {
        if (Here != token) return false;
        at++;
        return true;
    }

    private static string? Text(string token) =>
        token.StartsWith("r#\"", StringComparison.Ordinal) && token.Length >= 5 ? token[3..^2]
        : token.Length >= 2 && token.StartsWith('"') ? Escape().Replace(token[1..^1], m => m.Groups[1].Value switch { "n" => "\n", "r" => "\r", "t" => "\t", var c => c }) : null;

    [GeneratedRegex("""r#".*?"#|"(?:[^"\\]|\\.)*"|&&|\|\||==|!=|\^=|=\^|>=|<=|[~<>!()]|[^\s"&|=!^~<>()]+""", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"^(?:http|net|tls)\.[a-z0-9_.]+$", RegexOptions.CultureInvariant)]
    private static partial Regex IsField();

    [GeneratedRegex(@"\\(.)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Escape();
}
