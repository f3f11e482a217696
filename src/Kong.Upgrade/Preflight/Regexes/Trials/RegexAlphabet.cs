using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Preflight.Regexes.Trials;

/// <summary>The characters that are tried. Sets are cut down to them, so that a <c>\w</c> of Unicode costs no more than one of ASCII; for paths of these characters nothing is lost.</summary>
internal sealed class RegexAlphabet
{
    private const int MostOfARegex = 200;

    /// <summary>What is tried of every set: what engines differ in first, and beside it the plain ones.</summary>
    public const string Unusual = "é\u00C9\u0663\u00A0\u0085\u2028\u212A\u017F\u4E2D\u0301\n\r\v\u007F";

    private readonly int[] _characters;

    private RegexAlphabet(IEnumerable<int> characters) => _characters = [.. characters.Distinct().Order()];

    /// <summary>All of ASCII, what is unusual, and the first and last of each small set of the regexes.</summary>
    public static RegexAlphabet Of(params IEnumerable<RegexNode> regexes) =>
        new(Enumerable.Range(0, 128).Concat(Unusual.Select(c => (int)c)).Concat(regexes.SelectMany(Bounds)));

    public RegexAlphabet With(string characters) => new(_characters.Concat(characters.Select(c => (int)c)));

    public IEnumerable<(int First, int Last)> Cut(CharSet set)
    {
        (int First, int Last)? run = null;
        foreach (int character in _characters.Where(set.Contains))
        {
            if (run is { } open && open.Last + 1 == character) run = (open.First, character);
            else
            {
                if (run is { } done) yield return done;
                run = (character, character);
            }
        }
        if (run is { } last) yield return last;
    }

    private static IEnumerable<int> Bounds(RegexNode regex) =>
        regex.All().OfType<RegexNode.Chars>().Select(c => c.Set).Where(s => s.Ranges.Count <= 8).SelectMany(s => s.Ranges).SelectMany(r => new[] { r.First, r.Last }).Where(c => c > 127).Distinct().Take(MostOfARegex);
}
