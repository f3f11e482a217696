using System.Text;
using System.Text.RegularExpressions;
using Kong.Upgrade.Preflight.Regexes;
using Kong.Upgrade.Preflight.Regexes.Syntax;
using Kong.Upgrade.Preflight.Regexes.Trials;

namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>A regex of paths as one side reads it. For one thread.</summary>
internal sealed class PathRegex
{
    private const int MostSamples = 12;

    private readonly RegexReading reading;
    private readonly Lazy<RegexTrial?> trial;
    private readonly Lazy<IReadOnlyList<string>> samples;

    public PathRegex(string pattern, RegexDialect dialect)
    {
        Pattern = pattern;
        reading = pattern.Length > PathRegexTrial.Longest ? new() { Dialect = dialect, Refusal = "It is too long to be read here" } : RegexReading.OfPath(pattern, dialect);
        if (reading.Parsed is { } parsed && IsTiedToStart(parsed.Written)) (Literal, Segment) = Beginning(parsed.Written);
        trial = new(() => reading.Parsed is { Beyond: null } tried ? RegexTrial.Compile(tried.Root, reading.IsBytes, RegexAlphabet.Of(tried.Root)) : null);
        samples = new(Sample);
    }

    public string Pattern { get; }

    /// <summary>What every path that suits begins with; may be empty.</summary>
    public string Literal { get; } = "";

    /// <summary>What stands in every path that suits, further on.</summary>
    public RegexSegment? Segment { get; }

    /// <summary>Why it is refused: its route answers 404 then (kong-facts 13 no. 1).</summary>
    public string? Refusal => reading.Refusal ?? (reading is { Dialect: RegexDialect.Rust, Parsed: { } parsed } && CompiledSize.Of(parsed.Root) > CompiledSize.Surely ? "It compiles to more than the Rust engine allows" : null);

    /// <summary>Paths that suit, as the router sees them, the plainest first.</summary>
    public IReadOnlyList<string> Samples => samples.Value;

    public Fit Fits(string path)
    {
        if (!path.StartsWith(Literal, StringComparison.Ordinal) || reading.Parsed is null) return Fit.No;
        try
        {
            return trial.Value is { } compiled ? compiled.Matches(path) ? Fit.Yes : Fit.No : Fit.Maybe;
        }
        catch (RegexMatchTimeoutException)
        {
            return Fit.Maybe;
        }
    }

    private IReadOnlyList<string> Sample()
    {
        if (reading.Parsed is not { } parsed) return [];
        IEnumerable<string> texts = SampleTexts.Of(parsed.Written, reading.IsBytes).Select(t => reading.IsBytes ? Characters(t) : t);
        return [.. texts.SelectMany(t => t.StartsWith('/') ? new[] { t } : [t, "/" + t]).Where(PathText.IsPossible).Distinct().OrderBy(PathText.Rarity).Where(p => Fits(p) is Fit.Yes).Take(MostSamples)];
    }

    private static string Characters(string bytes) => Ascii.IsValid(bytes) ? bytes : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    // Rust looks for a match anywhere unless it is told where; PCRE is told to begin at the start.
    private bool IsTiedToStart(RegexNode root) => reading.IsBytes || root is RegexNode.Sequence { Parts: [RegexNode.Anchor { Place: Place.Start }, ..] };

    private (string Literal, RegexSegment? Segment) Beginning(RegexNode root)
    {
        StringBuilder literal = new();
        Append(root, literal, reading.IsBytes ? 127 : CharSet.Last);
        string text = literal.ToString();
        return (text, RegexSegment.Of(root, text.AsSpan().Count('/') - 1));
    }

    private static bool Append(RegexNode node, StringBuilder literal, int last) => node switch
    {
        RegexNode.Chars { Set.Single: { } one } when one <= last => literal.Append((char)one).Length > 0,
        RegexNode.Sequence sequence => sequence.Parts.All(p => Append(p, literal, last)),
        RegexNode.Group group => Append(group.Body, literal, last),
        RegexNode.Anchor { Place: Place.Start } => true,
        RegexNode.Repeat { Least: > 0 } repeat => Append(repeat.Body, literal, last) && repeat is { Least: 1, Most: 1 },
        _ => false,
    };
}
