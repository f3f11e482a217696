using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LocalUpgrade.Views;

/// <summary>One JSON object a line, for programs: <c>at</c>, <c>kind</c>, <c>text</c>, and more by kind.</summary>
internal sealed class JsonView(TextWriter output, TimeProvider time) : View
{
    private readonly Lock gate = new();

    public override void Say(string kind, string text, params (string Name, object? Value)[] facts)
    {
        ArrayBufferWriter<byte> line = new();
        using (Utf8JsonWriter json = new(line, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("at", time.GetUtcNow());
            json.WriteString("kind", kind);
            json.WriteString("text", text);
            foreach ((string name, object? value) in facts) Write(json, name, value);
            json.WriteEndObject();
        }
        Write(Encoding.UTF8.GetString(line.WrittenSpan));
    }

    public override void Fail(string text) => Say("error", text);

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(Math.Round(number, 3)); break;
            case decimal number: json.WriteNumberValue(number); break;
            case DateTimeOffset at: json.WriteStringValue(at); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }

    private void Write(string line)
    {
        lock (gate)
        {
            try
            {
                output.WriteLine(line);
                output.Flush();
            }
            catch (IOException)
            {
                // Nobody reads any more; the upgrade goes on.
            }
        }
    }
}
