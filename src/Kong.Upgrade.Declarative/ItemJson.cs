using System.Buffers;
using System.Text.Json;

namespace Kong.Upgrade.Declarative;

/// <summary>Values as JSON.</summary>
internal static class ItemJson
{
    public static byte[] Of(Item item) => Written(json => Write(json, item));

    public static byte[] Written(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer)) write(json);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(Utf8JsonWriter json, Item item)
    {
        if (item is ScalarItem { IsPlain: true } plain) ScalarValue.Write(json, plain.Text);
        else if (item is ScalarItem text) json.WriteStringValue(text.Text);
        else if (item is ListItem list) List(json, list);
        else Map(json, (MapItem)item);
    }

    private static void List(Utf8JsonWriter json, ListItem list)
    {
        json.WriteStartArray();
        foreach (Item item in list.Items) Write(json, item);
        json.WriteEndArray();
    }

    private static void Map(Utf8JsonWriter json, MapItem map)
    {
        json.WriteStartObject();
        foreach ((string key, Item item) in map.Items)
        {
            json.WritePropertyName(key);
            Write(json, item);
        }
        json.WriteEndObject();
    }
}
