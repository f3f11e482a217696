namespace Kong.Upgrade.Declarative;

/// <summary>Text, a number, a boolean, or nothing.</summary>
internal sealed class ScalarItem(string text, bool isPlain, Place place) : Item(place)
{
    public string Text => text;

    public bool IsPlain => isPlain;

    public bool IsNull => isPlain && ScalarValue.IsNull(text);

    public override string Noun => IsNull ? "nothing" : isPlain ? $"'{text}'" : "text";
}
