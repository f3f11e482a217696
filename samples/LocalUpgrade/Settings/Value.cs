using System.Text.Json;

namespace LocalUpgrade.Settings;

/// <summary>One value of the settings file with the place where it stands.</summary>
internal sealed class Value
{
    private readonly HashSet<string> asked = [];

    /// <summary>Such as <c>$.blue.nodes[0]</c>.</summary>
    public required string Path { get; init; }

    public required Place Place { get; init; }

    public required JsonValueKind Kind { get; init; }

    /// <summary>Of a text; of a number as it is written.</summary>
    public string Text { get; init; } = "";

    public List<Value> Items { get; init; } = [];

    public List<Member> Members { get; init; } = [];

    /// <summary>The members that somebody wanted to know, so that a test can find fields that are read by nobody.</summary>
    public IReadOnlyCollection<string> Asked => asked;

    public Value? this[string name]
    {
        get
        {
            asked.Add(name);
            return Members.FirstOrDefault(m => m.Name == name)?.Value;
        }
    }

    public string PathTo(string name) => $"{Path}.{name}";

    /// <summary>What it is, in words.</summary>
    public string Words => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text \"{Text}\"",
        JsonValueKind.Number => $"the number {Text}",
        JsonValueKind.Null => "null",
        _ => Kind == JsonValueKind.True ? "true" : "false",
    };

    internal sealed record Member(string Name, Place Place, Value Value);
}
