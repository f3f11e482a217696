namespace Kong.Upgrade.Preflight.Regexes.Syntax;

/// <summary>A regex as both worlds understand it, once flags, escapes and classes are resolved.</summary>
internal abstract record RegexNode
{
    public static RegexNode Nothing { get; } = new Sequence([]);

    /// <summary>One character of a set; none when the set is empty.</summary>
    public sealed record Chars(CharSet Set) : RegexNode;

    public sealed record Sequence(IReadOnlyList<RegexNode> Parts) : RegexNode;

    public sealed record Choice(IReadOnlyList<RegexNode> Branches) : RegexNode;

    /// <summary>So many times; without an upper bound where <paramref name="Most"/> is <see langword="null"/>.</summary>
    public sealed record Repeat(RegexNode Body, int Least, int? Most, Greed Greed) : RegexNode;

    /// <summary>A group; what it matched is remembered under its number, if it has one.</summary>
    public sealed record Group(RegexNode Body, int? Number) : RegexNode;

    /// <summary>A group that never gives back what it took.</summary>
    public sealed record Atomic(RegexNode Body) : RegexNode;

    public sealed record Look(RegexNode At, bool Behind, bool Negative) : RegexNode;

    public sealed record Anchor(Place Place) : RegexNode;

    /// <summary>Between a word's character and another (or, negated, not there).</summary>
    public sealed record WordEdge(CharSet Word, bool Negative) : RegexNode;

    public sealed record BackReference(int Number) : RegexNode;

    /// <summary>One of two, by whether a group matched.</summary>
    public sealed record Conditional(int Number, RegexNode Yes, RegexNode No) : RegexNode;

    public static RegexNode InOrder(IReadOnlyList<RegexNode> parts) => parts.Count == 1 ? parts[0] : new Sequence(parts);

    public static RegexNode AnyOf(IReadOnlyList<RegexNode> branches) => branches.Count == 1 ? branches[0] : new Choice(branches);

    public IEnumerable<RegexNode> Children() => this switch
    {
        Sequence node => node.Parts,
        Choice node => node.Branches,
        Repeat node => [node.Body],
        Group node => [node.Body],
        Atomic node => [node.Body],
        Look node => [node.At],
        Conditional node => [node.Yes, node.No],
        _ => [],
    };

    public IEnumerable<RegexNode> All() => Children().SelectMany(c => c.All()).Prepend(this);

    public int Depth() => Children().Select(c => c.Depth() + 1).DefaultIfEmpty(0).Max();

    /// <summary>How many characters it takes; without an upper bound where the second is <see langword="null"/>.</summary>
    public (long Least, long? Most) Length() => this switch
    {
        Chars => (1, 1),
        Sequence node => node.Parts.Select(p => p.Length()).Aggregate((Least: 0L, Most: (long?)0), (sum, next) => (sum.Least + next.Least, sum.Most + next.Most)),
        Choice node => Widest([.. node.Branches.Select(b => b.Length())]),
        Conditional node => Widest([node.Yes.Length(), node.No.Length()]),
        Repeat node => node.Body.Length() is var (least, most) ? (least * node.Least, most * node.Most) : default,
        Group node => node.Body.Length(),
        Atomic node => node.Body.Length(),
        BackReference => (0, null),
        _ => (0, 0),
    };

    private static (long Least, long? Most) Widest((long Least, long? Most)[] all) => (all.Min(l => l.Least), all.Any(l => l.Most is null) ? null : all.Max(l => l.Most));
}
