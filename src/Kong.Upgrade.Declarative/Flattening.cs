using System.Text.Json;

namespace Kong.Upgrade.Declarative;

/// <summary>Takes nested entities apart: each child points to its parent by the field of Kong's schema.</summary>
internal sealed class Flattening(FileContent content)
{
    private const string Tied = "consumer_group_consumers";

    public void Add(string kind, Item item, ParentLink? parent = null)
    {
        if (item is not MapItem entity)
        {
            content.CouldNotRead($"an entity of {kind}", item.Place, $"it is {item.Noun}, and must be a map of fields");
            return;
        }
        List<(string Key, Item Below)> below = [];
        content.Hold(new(kind, ItemJson.Written(json => Write(json, kind, entity, parent, below)), kind == "plugins" ? entity.Text("_config") : null, entity.Place));
        foreach ((string key, Item child) in below) Children(kind, entity, key, child);
    }

    private static void Write(Utf8JsonWriter json, string kind, MapItem entity, ParentLink? parent, List<(string Key, Item Below)> below)
    {
        json.WriteStartObject();
        if (ParentLink.NeedsId(entity) && entity.Items.Any(f => IsBelow(kind, f.Key, f.Value))) json.WriteString("id", ParentLink.MadeUp(entity.Place));
        foreach ((string name, Item value) in entity.Items)
            if (IsBelow(kind, name, value)) below.Add((name, value));
            else if (name != parent?.Field) Field(json, name, value);
        parent?.Write(json);
        json.WriteEndObject();
    }

    // An export says `snis: ~`, and Kong's own certificates list names: only maps are entities.
    private static bool IsBelow(string kind, string name, Item value) =>
        (Family.ChildField(kind, name) is not null || Family.Tie(kind, name) is not null) && !(kind == "certificates" && value is ListItem { Items: var items } && items.Any(i => i is ScalarItem));

    private static void Field(Utf8JsonWriter json, string name, Item value)
    {
        if (Family.IsReference(name) && value is ScalarItem { IsNull: false } reference)
        {
            ParentLink.To(name, reference.Text).Write(json);
            return;
        }
        json.WritePropertyName(name);
        ItemJson.Write(json, value);
    }

    private void Children(string kind, MapItem entity, string key, Item value)
    {
        if (value is ScalarItem { IsNull: true }) return;
        if (value is not ListItem list)
        {
            content.CouldNotRead($"{key} of {kind} {entity.Text("name") ?? entity.Text("username") ?? entity.Text("id")}", value.Place, $"'{key}' is {value.Noun}, and must be a list: write '- ' before each entity");
            return;
        }
        foreach (Item child in list.Items)
            if (Family.Tie(kind, key) is { } tie) Tie(tie.Member, child, ParentLink.To(tie.Parent, entity));
            else Add(key, child, ParentLink.To(Family.ChildField(kind, key)!, entity));
    }

    private void Tie(string field, Item child, ParentLink parent)
    {
        ParentLink? member = child switch { MapItem map => ParentLink.To(field, map), ScalarItem { IsNull: false } name => ParentLink.To(field, name.Text), _ => null };
        if (member is null) content.CouldNotRead($"a member of {parent.Field} {parent.Value}", child.Place, $"it is {child.Noun}, and must be a name or a map with one");
        else content.Hold(new(Tied, ItemJson.Written(json =>
        {
            json.WriteStartObject();
            parent.Write(json);
            member.Value.Write(json);
            json.WriteEndObject();
        }), null, child.Place));
    }
}
