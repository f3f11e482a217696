using Kong.Upgrade.Preflight.Regexes;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>A header's condition as one side reads it: values in any case, or regexes behind <c>~*</c>, of which a traditional router knows only one that is alone. For one thread.</summary>
internal sealed class HeaderTest
{
    private const string Mark = "~*";

    private readonly HashSet<string> values;
    private readonly HeaderRegex[] regexes;

    public HeaderTest(HeaderCondition condition, bool isTraditional)
    {
        Name = condition.Name;
        // The newer routers make small letters of the regex, too, so that \D becomes \d.
        string[] patterns = [.. condition.Values.Where(v => v.StartsWith(Mark, StringComparison.Ordinal) && (!isTraditional || condition.Values.Count == 1)).Select(v => isTraditional ? v[2..] : v[2..].ToLowerInvariant())];
        regexes = [.. patterns.Select(p => new HeaderRegex(p, isTraditional ? RegexDialect.Pcre : RegexDialect.Rust))];
        values = [.. condition.Values.Where(v => regexes.Length == 0 || !v.StartsWith(Mark, StringComparison.Ordinal)).Select(v => v.ToLowerInvariant())];
    }

    public string Name { get; }

    public Fit Fits(SeenRequest request)
    {
        Fit best = Fit.No;
        foreach ((string name, string value) in request.Headers)
            if (Same(name, Name) && Fits(value) is var fit && fit > best) best = fit;
        return best;
    }

    /// <summary>Values that suit, the plainest first.</summary>
    public IEnumerable<string> Samples() => values.Concat(regexes.SelectMany(r => r.Samples));

    private Fit Fits(string value) => values.Contains(value.ToLowerInvariant()) ? Fit.Yes : regexes.Select(r => r.Fits(value)).DefaultIfEmpty(Fit.No).Max();

    // The newer routers take a hyphen for an underscore.
    private static bool Same(string one, string other) => string.Equals(one.Replace('_', '-'), other.Replace('_', '-'), StringComparison.OrdinalIgnoreCase);
}
