namespace Kong.Upgrade.Preflight.Rules.Since30.Overlaps;

/// <summary>One regex of a route, with the text that every path that suits it begins with.</summary>
internal sealed class RegexPath
{
    private readonly RegexSegments segments;
    private readonly int number;

    public RegexPath(RouteShape shape, string regex, int number)
    {
        (Shape, Regex, this.number) = (shape, regex, number);
        string inner = regex.TrimStart('^');
        segments = new(inner);
        Literal = segments.IsChoice ? "" : Beginning(inner);
    }

    public RouteShape Shape { get; }

    public string Regex { get; }

    public string Literal { get; }

    /// <summary>Whether another, which begins like this one or shorter, competes with it. Of two that begin alike only the later competes, or each pair would be found twice.</summary>
    public bool Ties(RegexPath other) =>
        (other.Literal.Length < Literal.Length || other.number < number) && !segments.Exclude(other.segments) && Shape.CanMeet(other.Shape);

    // What stands before the first character that means more than itself; a quantifier takes the character before it along.
    private static string Beginning(string regex)
    {
        int end = regex.AsSpan().IndexOfAny(RegexSegment.Special);
        if (end < 0) return regex;
        return end > 0 && regex[end] is '?' or '*' or '{' ? regex[..(end - 1)] : regex[..end];
    }
}
