using System.Text.Json;

namespace Kong.Upgrade.Declarative;

/// <summary>Reads one file, entity by entity, so that no more than one stands in memory as a tree.</summary>
internal sealed class FileReader
{
    private readonly ITokens tokens;
    private readonly ItemReader items;
    private readonly FileContent content;
    private readonly Flattening flattening;
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly CancellationToken cancellationToken;

    private FileReader(ITokens tokens, FileContent content, CancellationToken cancellationToken) =>
        (this.tokens, items, this.content, flattening, this.cancellationToken) = (tokens, new(tokens), content, new(content), cancellationToken);

    public static void Read(ITokens tokens, FileContent content, CancellationToken cancellationToken) => new FileReader(tokens, content, cancellationToken).Root();

    private void Root()
    {
        Token root = tokens.Next();
        if (root.Kind is TokenKind.End || (root.Kind is TokenKind.Scalar && root.IsPlain && ScalarValue.IsNull(root.Text))) throw new FileTrouble(new(1, 1), "the file is empty; expected '_format_version: \"3.0\"' and collections of entities");
        if (root.Kind is not TokenKind.MapStart) throw new FileTrouble(root.Place, "the file is no map; expected '_format_version: \"3.0\"' and collections of entities");
        for (Token token = tokens.Next(); token.Kind is not TokenKind.MapEnd; token = tokens.Next()) Entry(token);
        if (tokens.Next() is { Kind: not TokenKind.End } more) throw new FileTrouble(more.Place, "something follows the end of the configuration; remove it");
        Configs();
    }

    private void Entry(Token token)
    {
        if (token.Kind is TokenKind.End) throw new FileTrouble(token.Place, "the file ends too early");
        string key = ItemReader.Key(token);
        if (!keys.Add(key)) throw new FileTrouble(token.Place, $"the key '{key}' stands twice at the top; put everything under one");
        Token value = tokens.Next();
        if (key.StartsWith('_')) content.Header.Add(key, items.Read(value, 2));
        else if (key.StartsWith("x-", StringComparison.Ordinal) || key.StartsWith('.')) items.Read(value, 2);
        else if (value is { Kind: TokenKind.ListStart, Anchor: null }) Elements(key);
        else Whole(key, items.Read(value, 2));
    }

    private void Elements(string kind)
    {
        for (Token token = tokens.Next(); token.Kind is not TokenKind.ListEnd; token = tokens.Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (token.Kind is TokenKind.End) throw new FileTrouble(token.Place, $"the list '{kind}' never ends");
            flattening.Add(kind, items.Read(token, 3));
        }
    }

    private void Whole(string kind, Item item)
    {
        if (item is ListItem list)
            foreach (Item element in list.Items) flattening.Add(kind, element);
        else if (item is not ScalarItem { IsNull: true })
            throw new FileTrouble(item.Place, $"'{kind}' is {item.Noun}, and must be a list of entities: write '- ' before each of them");
    }

    private void Configs()
    {
        if (content.Header["_plugin_configs"] is not MapItem configs) return;
        foreach ((string name, Item config) in configs.Items)
            if (config is MapItem) content.PluginConfigs[name] = JsonElement.Parse(ItemJson.Of(config));
            else content.CouldNotRead($"_plugin_configs '{name}'", config.Place, $"it is {config.Noun}, and must be a map");
    }
}
