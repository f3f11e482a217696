using System.Text;
using Kong.Upgrade.Preflight.Regexes.Syntax;

namespace Kong.Upgrade.Staging.Routes.Matching;

/// <summary>A text that every path that suits a regex has between two slashes, beyond what it begins with: thousands of regexes that begin alike are told apart by it without being tried.</summary>
/// <param name="Number">Behind which slash of the path it stands, from 1.</param>
/// <param name="Text">The whole segment.</param>
internal sealed record RegexSegment(int Number, string Text)
{
    /// <summary>The longest there is behind a number of slashes; <see langword="null"/> for none. The regex must be tied to the path's start.</summary>
    public static RegexSegment? Of(RegexNode root, int beyond) => Whole(root).Where(s => s.Number > beyond).MaxBy(s => s.Text.Length);

    // Whole segments as long as nothing can take a slash unseen.
    private static IEnumerable<RegexSegment> Whole(RegexNode root)
    {
        (int number, StringBuilder text, bool isLiteral) = (0, new(), true);
        foreach (RegexNode node in Flat(root))
        {
            bool isSlash = node is RegexNode.Chars { Set.Single: '/' };
            if (isSlash || node is RegexNode.Anchor { Place: Place.End })
            {
                if (isLiteral && number > 0) yield return new(number, text.ToString());
                if (!isSlash) yield break;
                (number, isLiteral) = (number + 1, true);
                text.Clear();
            }
            else if (node is RegexNode.Chars { Set.Single: { } one and < 128 }) text.Append((char)one);
            else if (node is RegexNode.Anchor or RegexNode.WordEdge) continue;
            else if (node.All().All(TakesNoSlash)) isLiteral = false;
            else yield break;
        }
    }

    private static IEnumerable<RegexNode> Flat(RegexNode node) => node switch
    {
        RegexNode.Sequence sequence => sequence.Parts.SelectMany(Flat),
        RegexNode.Group group => Flat(group.Body),
        RegexNode.Atomic atomic => Flat(atomic.Body),
        _ => [node],
    };

    private static bool TakesNoSlash(RegexNode node) => node switch
    {
        RegexNode.Chars chars => !chars.Set.Contains('/'),
        RegexNode.BackReference or RegexNode.Conditional or RegexNode.Look => false,
        _ => true,
    };
}
