using Kong.Upgrade.Preflight.Regexes.Pcre;
using Kong.Upgrade.Preflight.Regexes.Rust;
using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Trials;

/// <summary>How one dialect reads a regex: what it means, or why it is refused.</summary>
internal sealed record RegexReading
{
    private const string Postfix = "(?<uri_postfix>.*)";

    public required RegexDialect Dialect { get; init; }

    /// <summary><see langword="null"/> where it is refused.</summary>
    public ParsedRegex? Parsed { get; init; }

    public string? Refusal { get; init; }

    public bool IsBytes => Dialect is not RegexDialect.Rust;

    /// <summary>A route's path, without its tilde.</summary>
    public static RegexReading OfPath(string pattern, RegexDialect dialect) =>
        Try(dialect, () => dialect is RegexDialect.Rust ? RustPath.Parse(pattern) : PcrePath(PcreText.Bytes(pattern), Release(dialect)));

    /// <summary>A regex of its own.</summary>
    public static RegexReading Of(string pattern, RegexDialect dialect) =>
        Try(dialect, () => dialect is RegexDialect.Rust ? RustPath.Parse(pattern) : PcreParser.Parse(PcreText.Bytes(pattern), Release(dialect)));

    // The router finds the path alone, and then with a group behind it; both must be good (Kong/kong kong/router.lua@2.8.5, kong/router/traditional.lua@3.9.1).
    private static ParsedRegex PcrePath(string pattern, PcreRelease release)
    {
        ParsedRegex alone = PcreParser.Parse(pattern, release);
        try
        {
            ParsedRegex whole = PcreParser.Parse(pattern + Postfix, release);
            return alone with { Root = whole.Root, Beyond = alone.Beyond ?? whole.Beyond };
        }
        catch (RegexRefusedException refused)
        {
            throw new RegexRefusedException($"With '{Postfix}', which Kong puts behind it: {refused.Message}");
        }
    }

    private static PcreRelease Release(RegexDialect dialect) => dialect is RegexDialect.Pcre ? PcreRelease.Eight : PcreRelease.Ten43;

    private static RegexReading Try(RegexDialect dialect, Func<ParsedRegex> parse)
    {
        try
        {
            return new() { Dialect = dialect, Parsed = parse() };
        }
        catch (RegexRefusedException refused)
        {
            return new() { Dialect = dialect, Refusal = refused.Message };
        }
    }
}
