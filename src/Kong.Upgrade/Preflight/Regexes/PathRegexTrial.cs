using System.Text.RegularExpressions;
using Kong.Upgrade.Preflight.Regexes.Syntax;
using Kong.Upgrade.Preflight.Regexes.Trials;

namespace Kong.Upgrade.Preflight.Regexes;

/// <summary>
/// Compiles a regex as both routers read it, and tries paths until one tells them apart. Nothing is claimed that was not seen to happen: where no path differs the answer is
/// <see cref="RegexVerdictKind.Same"/>, which is no proof, and where a construct is beyond this program it is <see cref="RegexVerdictKind.Unknown"/>. The same for the same regex, but for
/// one that backtracks for ever: whether that is noticed depends on the machine. Safe for any thread.
/// </summary>
internal static class PathRegexTrial
{
    /// <summary>The longest regex that is tried, in characters.</summary>
    public const int Longest = 20_000;

    private const int MostTimeouts = 2;

    /// <summary>What becomes of a route's path.</summary>
    /// <param name="pattern">The regex: the path without its tilde, as <see cref="Paths.RoutePath.Regex"/> gives it.</param>
    /// <param name="before">Who reads it today.</param>
    /// <param name="after">Who will read it.</param>
    /// <returns>The verdict, with a sample path where one was found.</returns>
    public static RegexVerdict Compare(string pattern, RegexDialect before, RegexDialect after)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (before is RegexDialect.Unknown || after is RegexDialect.Unknown) return RegexVerdict.Unknown("It is not known who reads it.");
        if (pattern.Length > Longest) return RegexVerdict.Unknown($"It is longer than {Longest} characters.");
        RegexReading today = RegexReading.OfPath(pattern, before), then = RegexReading.OfPath(pattern, after);
        return Refusal(today, then) ?? Hindrance(today) ?? Hindrance(then) ?? Try(today, then);
    }

    /// <summary>Whether a regex compiles at all: for those of plugins (370-01).</summary>
    /// <param name="pattern">The regex.</param>
    /// <param name="dialect">Who reads it. <see cref="RegexDialect.Rust"/> is given it as Kong gives it a path.</param>
    /// <returns><see cref="RegexVerdictKind.Same"/> where it compiles.</returns>
    public static RegexVerdict Check(string pattern, RegexDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (dialect is RegexDialect.Unknown) return RegexVerdict.Unknown("It is not known who reads it.");
        if (pattern.Length > Longest) return RegexVerdict.Unknown($"It is longer than {Longest} characters.");
        RegexReading reading = RegexReading.Of(pattern, dialect);
        if (reading.Refusal is { } refusal) return RegexVerdict.Refused($"{refusal}: {Name(dialect)} refuses it.");
        return Size(reading) ?? (reading.Parsed!.Beyond is { } beyond ? Beyond(beyond) : RegexVerdict.Same($"{Name(dialect)} compiles it."));
    }

    private static RegexVerdict? Refusal(RegexReading today, RegexReading then)
    {
        if (then.Refusal is not { } refusal) return Size(then) is { Kind: RegexVerdictKind.Refused } large && today.Refusal is null ? large : null;
        if (today.Refusal is not null) return RegexVerdict.Same($"{refusal}: {Name(then.Dialect)} refuses it, and so does {Name(today.Dialect)}.");
        return RegexVerdict.Refused($"{refusal}: {Name(then.Dialect)} refuses it, and {Name(today.Dialect)} does not.");
    }

    private static RegexVerdict? Hindrance(RegexReading reading) => reading.Parsed is not { } parsed ? null : parsed.Beyond is { } beyond ? Beyond(beyond) : Size(reading);

    private static RegexVerdict Beyond(string what) => RegexVerdict.Unknown($"{what} cannot be tried here: try the route on green.");

    private static RegexVerdict? Size(RegexReading reading)
    {
        if (reading is not { Dialect: RegexDialect.Rust, Parsed: { } parsed }) return null;
        double size = CompiledSize.Of(parsed.Root);
        const string what = "Its counted repetitions compile to";
        return size > CompiledSize.Surely ? RegexVerdict.Refused($"{what} more than the 10 MiB that the Rust engine allows.")
            : size > CompiledSize.SurelyNot ? RegexVerdict.Unknown($"{what} about the 10 MiB that the Rust engine allows: try the route on green.") : null;
    }

    private static RegexVerdict Try(RegexReading today, RegexReading then)
    {
        RegexReading[] readable = [.. new[] { today, then }.Where(r => r.Parsed is not null)];
        RegexAlphabet alphabet = RegexAlphabet.Of(readable.Select(r => r.Parsed!.Root));
        RegexTrial?[] trials = [.. readable.Select(r => RegexTrial.Compile(r.Parsed!.Root, r.IsBytes, alphabet))];
        if (trials.Contains(null)) return RegexVerdict.Unknown("It is too large to be tried here: try the route on green.");
        Func<string, bool> before = today.Refusal is null ? trials[0]!.Matches : _ => false, after = trials[^1]!.Matches;
        (int timeouts, bool isMatchable) = (0, false);
        foreach (string path in CandidatePaths.Of(readable.OrderBy(r => r.Dialect).Select(r => (r.Parsed!.Written, r.IsBytes))))
        {
            try
            {
                bool wasMatched = before(path);
                if (wasMatched != after(path)) return Differs(path, wasMatched, today, then);
                isMatchable |= wasMatched;
            }
            catch (RegexMatchTimeoutException)
            {
                if (++timeouts == MostTimeouts) break;
            }
        }
        return timeouts > 0 ? RegexVerdict.Unknown("It backtracks for very long on some paths, and Kong gives such a match up: try the route on green.")
            : isMatchable ? RegexVerdict.Same($"No path was found that {Name(today.Dialect)} and {Name(then.Dialect)} tell apart.")
            : RegexVerdict.Unknown("No path was found that it matches, so nothing could be compared: try the route on green.");
    }

    private static RegexVerdict Differs(string path, bool wasMatched, RegexReading today, RegexReading then)
    {
        bool isRare = PathText.IsRare(path);
        string sample = PathText.Encode(path);
        (RegexDialect matches, RegexDialect misses) = wasMatched ? (today.Dialect, then.Dialect) : (then.Dialect, today.Dialect);
        string? why = today.Refusal is { } refusal ? $"it refuses the regex: {refusal}" : Rarity(path, today, then) ?? then.Parsed!.Remarks.Concat(today.Parsed!.Remarks).FirstOrDefault();
        return new()
        {
            Kind = RegexVerdictKind.Differs,
            Reason = $"{Name(matches)} matches {sample}, {Name(misses)} does not{(why is null ? "" : ": " + why)}.",
            SamplePath = sample,
            MatchedBefore = wasMatched,
            MatchedAfter = !wasMatched,
            OnlyRarePaths = isRare,
        };
    }

    private static string? Rarity(string path, RegexReading today, RegexReading then) =>
        !PathText.IsRare(path) || today.IsBytes == then.IsBytes ? null
        : path.EndsWith('\n') ? "in PCRE '$' also stands before a last line feed, in Rust only at the very end"
        : @"Rust takes characters where PCRE takes bytes, and counts all of Unicode among \d, \w and \s";

    private static string Name(RegexDialect dialect) => dialect switch { RegexDialect.Pcre => "PCRE 8", RegexDialect.Pcre2 => "PCRE2", _ => "Rust's engine" };
}
