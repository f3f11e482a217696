namespace Kong.Upgrade.Declarative;

/// <summary>Makes values of tokens: aliases, merge keys, and the bounds that keep a small file from becoming a huge one.</summary>
internal sealed class ItemReader(ITokens tokens)
{
    /// <summary>How many values aliases may repeat in one file.</summary>
    public const long MostRepeated = 2_000_000;

    public const int MostLevels = 64;

    private readonly Dictionary<string, Item> anchors = new(StringComparer.Ordinal);
    private long repeated;

    /// <summary>Reads the value that begins with this token.</summary>
    /// <param name="first">Its first token.</param>
    /// <param name="level">How deep it stands.</param>
    public Item Read(Token first, int level)
    {
        if (level > MostLevels) throw TooDeep(first.Place);
        if (first.Kind is TokenKind.Alias) return Alias(first, level);
        Item item = first.Kind switch
        {
            TokenKind.Scalar => new ScalarItem(first.Text, first.IsPlain, first.Place),
            TokenKind.MapStart => Map(first, level),
            TokenKind.ListStart => List(first, level),
            _ => throw new FileTrouble(first.Place, "a value is missing here"),
        };
        if (first.Anchor is { } name) anchors[name] = item;
        return item;
    }

    /// <summary>Reads a map's key.</summary>
    public static string Key(Token token) => token.Kind is TokenKind.Scalar ? token.Text : throw new FileTrouble(token.Place, "a key must be a single word or text");

    private Item Alias(Token token, int level)
    {
        if (!anchors.TryGetValue(token.Text, out Item? item)) throw new FileTrouble(token.Place, $"the alias *{token.Text} repeats an anchor that does not stand before it (and may not stand within itself)");
        repeated += item.Size;
        if (repeated > MostRepeated) throw new FileTrouble(token.Place, $"aliases repeat more than {MostRepeated} values; write them out, or split the file");
        return level + item.Height > MostLevels ? throw TooDeep(token.Place) : item;
    }

    private ListItem List(Token first, int level)
    {
        ListItem list = new(first.Place);
        for (Token token = tokens.Next(); token.Kind is not TokenKind.ListEnd; token = tokens.Next()) list.Add(Read(Whole(token, first), level + 1));
        return list;
    }

    private MapItem Map(Token first, int level)
    {
        MapItem map = new(first.Place);
        List<MapItem> merged = [];
        for (Token token = tokens.Next(); token.Kind is not TokenKind.MapEnd; token = tokens.Next())
        {
            string key = Key(Whole(token, first));
            Item value = Read(tokens.Next(), level + 1);
            if (key == "<<" && token.IsPlain) merged.AddRange(Merged(value));
            else if (!map.Add(key, value)) throw new FileTrouble(token.Place, $"the key '{key}' stands twice in one map; remove one");
        }
        foreach ((string key, Item value) in merged.SelectMany(m => m.Items)) map.Add(key, value);
        return map;
    }

    // A map's own keys stand before merged ones, and earlier maps before later ones.
    private static IEnumerable<MapItem> Merged(Item value) => value switch
    {
        MapItem map => [map],
        ListItem list => list.Items.Select(i => i as MapItem ?? throw new FileTrouble(i.Place, $"'<<' merges maps, not {i.Noun}")),
        _ => throw new FileTrouble(value.Place, $"'<<' merges maps, not {value.Noun}"),
    };

    private static Token Whole(Token token, Token first) => token.Kind is TokenKind.End ? throw new FileTrouble(first.Place, "what begins here never ends") : token;

    private static FileTrouble TooDeep(Place place) => new(place, $"more than {MostLevels} levels, which no configuration of Kong has");
}
