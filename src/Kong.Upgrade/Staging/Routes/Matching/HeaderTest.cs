using Kong.Upgrade.Preflight.Regexes;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>A header's condition as one side reads it: values in any case, or regexes behind <c>~*</c>, of which a traditional router knows only one that is alone. For one thread.</summary>
internal sealed class HeaderTest
{
    private const string Mark = "~*";

    private readonly string name;
    private readonly HashSet<string> values;
    private readonly HeaderRegex[] regexes;

    public HeaderTest(HeaderCondition condition, bool isTraditional)
    {
        (Name, name) = (condition.Name, SeenRequest.PlainName(condition.Name));
        // The newer routers make small letters of the regex, too, so that \D becomes \d.
        string[] patterns = [.. condition.Values.Where(v => v.StartsWith(Mark, StringComparison.Ordinal) && (!isTraditional || condition.Values.Count == 1)).Select(v => isTraditional ? v[2..] : v[2..].ToLowerInvariant())];
        regexes = [.. patterns.Select(p => new HeaderRegex(p, isTraditional ? RegexDialect.Pcre : RegexDialect.Rust))];
        values = [.. condition.Values.Where(v => regexes.Length == 0 || !v.StartsWith(Mark, StringComparison.Ordinal)).Select(v => v.ToLowerInvariant())];
    }

    public string Name { get; }

    /// <summary>Whether only whole values suit.</summary>
    public bool IsPlain => regexes.Length == 0;

    /// <summary>See <see cref="SeenRequest.Marks"/>.</summary>
    public IEnumerable<string> Marks => values.Select(v => SeenRequest.Mark(name, v));

    public Fit Fits(SeenRequest request)
    {
        Fit best = Fit.No;
        foreach ((string other, string value) in request.PlainHeaders)
            if (other == name && Fits(value) is var fit && fit > best) best = fit;
        return best;
    }

    /// <summary>Values that suit, the plainest first.</summary>
    public IEnumerable<string> Samples() => values.Concat(regexes.SelectMany(r => r.Samples));

    private Fit Fits(string value) => values.Contains(value) ? Fit.Yes : regexes.Length == 0 ? Fit.No : regexes.Max(r => r.Fits(value));
}
