using System.Text.RegularExpressions;
using Kong.Upgrade.Preflight.Regexes;
using Kong.Upgrade.Preflight.Regexes.Trials;

namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>A regex for a header's value: found anywhere in it, unlike that of a path. For one thread.</summary>
internal sealed class HeaderRegex
{
    private readonly Lazy<RegexTrial?> trial;
    private readonly Lazy<IReadOnlyList<string>> samples;

    public HeaderRegex(string pattern, RegexDialect dialect)
    {
        trial = new(() => Compile(RegexReading.Of($"(?s:.*)(?:{pattern})", dialect)));
        samples = new(() => RegexReading.Of(pattern, dialect) is { Parsed: { } parsed } reading ? [.. SampleTexts.Of(parsed.Written, reading.IsBytes).Where(IsOrdinary).Where(t => Fits(t) is Fit.Yes).Take(3)] : []);
    }

    /// <summary>Values that suit, in small letters as they are compared.</summary>
    public IReadOnlyList<string> Samples => samples.Value;

    /// <param name="value">In small letters.</param>
    public Fit Fits(string value)
    {
        try
        {
            return trial.Value is not { } compiled ? Fit.Maybe : compiled.Matches(value) ? Fit.Yes : Fit.No;
        }
        catch (RegexMatchTimeoutException)
        {
            return Fit.Maybe;
        }
    }

    private static RegexTrial? Compile(RegexReading reading) =>
        reading.Parsed is { Beyond: null } parsed ? RegexTrial.Compile(parsed.Root, reading.IsBytes, RegexAlphabet.Of(parsed.Root)) : null;

    private static bool IsOrdinary(string value) => value.Length > 0 && value.All(c => c is > ' ' and <= '~');
}
