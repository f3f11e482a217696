using CsCheck;
using Kong.Upgrade.Preflight.Regexes;
using Kong.Upgrade.Preflight.Regexes.Trials;

namespace Kong.Upgrade.Tests;

/// <summary>Whatever somebody calls a regex: a verdict comes, soon, and claims nothing that was not seen.</summary>
public class PathRegexPropertyTests
{
    private static readonly RegexDialect[] dialects = [RegexDialect.Pcre, RegexDialect.Pcre2, RegexDialect.Rust];

    private static readonly Gen<RegexDialect> dialect = Gen.Int[0, 2].Select(i => dialects[i]);

    private static readonly Gen<string> patterns = Gen.Int[0, int.MaxValue].Select(seed => "/" + Patterns.Random(1, seed, isPcre: true).Single());

    private static readonly Gen<string> texts = Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Char["()[]{}|*+?\\^$-&/<>=!:#P\u00E9\n\uD83D\uDE00"]), 0, 30];

    [Fact]
    public void Compare_Anything_GivesAVerdictThatFitsTogether() =>
        Gen.Select(Gen.OneOf(patterns, texts), dialect, dialect).Sample(
            (pattern, before, after) =>
            {
                RegexVerdict verdict = PathRegexTrial.Compare(pattern, before, after);
                verdict.Reason.Should().EndWith(".");
                (verdict.SamplePath is not null).Should().Be(verdict.Kind is RegexVerdictKind.Differs);
                (verdict.MatchedBefore != verdict.MatchedAfter).Should().Be(verdict.Kind is RegexVerdictKind.Differs);
                if (before == after) verdict.Kind.Should().BeOneOf(RegexVerdictKind.Same, RegexVerdictKind.Unknown);
            },
            iter: 3_000);

    [Fact]
    public void Compare_ARegex_IsRefusedExactlyWhereTheOtherReaderDoesNotCompileIt() =>
        Gen.OneOf(patterns, texts).Sample(
            pattern =>
            {
                bool isRefused = RegexReading.OfPath(pattern, RegexDialect.Rust).Parsed is null && RegexReading.OfPath(pattern, RegexDialect.Pcre).Parsed is not null;
                (PathRegexTrial.Compare(pattern, RegexDialect.Pcre, RegexDialect.Rust).Kind is RegexVerdictKind.Refused).Should().Be(isRefused);
            },
            iter: 2_000);

    [Fact]
    public void Compare_TheOtherWayRound_FindsTheSamePath() =>
        patterns.Sample(
            pattern =>
            {
                RegexVerdict there = PathRegexTrial.Compare(pattern, RegexDialect.Pcre, RegexDialect.Pcre2), back = PathRegexTrial.Compare(pattern, RegexDialect.Pcre2, RegexDialect.Pcre);
                if (there.Kind is not RegexVerdictKind.Differs || back.Kind is not RegexVerdictKind.Differs) return;
                back.Should().Be(there with { Reason = back.Reason, MatchedBefore = there.MatchedAfter, MatchedAfter = there.MatchedBefore });
            },
            iter: 1_000);

    [Fact]
    public void Compare_Twice_SaysTheSame() =>
        patterns.Sample(
            pattern =>
            {
                RegexVerdict once = PathRegexTrial.Compare(pattern, RegexDialect.Pcre, RegexDialect.Rust), again = PathRegexTrial.Compare(pattern, RegexDialect.Pcre, RegexDialect.Rust);
                // A busy machine may find that something takes too long.
                if (once.Kind is not RegexVerdictKind.Unknown && again.Kind is not RegexVerdictKind.Unknown) again.Should().Be(once);
            },
            iter: 300);

    [Fact]
    public void Encode_APossiblePath_IsWhatKongDecodesToIt() =>
        Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Char["\u00E9\u4E2D\n%/."]), 0, 12].Select(t => "/" + t).Where(PathText.IsPossible)
            .Sample(path => Kong.Upgrade.Preflight.Regexes.Paths.PathDecoding.Normalize(PathText.Encode(path)).Should().Be(path), iter: 3_000);
}
