namespace LocalUpgrade.Settings;

/// <summary>What is known of a field: the one place from which the file is checked, help is printed and the JSON schema is made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Says">What it means, for people.</param>
internal sealed record Field(string Name, FieldKind Kind, string Says)
{
    public bool IsRequired { get; init; }

    /// <summary>As JSON; it takes the field's place where that is missing. <see langword="null"/>: nothing does.</summary>
    public string? Default { get; init; }

    /// <summary>The words of a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The fields of an object.</summary>
    public IReadOnlyList<Field> Fields { get; init; } = [];

    /// <summary>Objects that differ by the word in one of their fields: further fields by that word.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Field>> Variants { get; init; } = new Dictionary<string, IReadOnlyList<Field>>();

    /// <summary>The field whose word decides about <see cref="Variants"/>.</summary>
    public string Decider { get; init; } = "kind";

    /// <summary>What a list holds.</summary>
    public Field? Item { get; init; }

    /// <summary>The least number of a list's items.</summary>
    public int AtLeast { get; init; }

    /// <summary>The bounds of a number.</summary>
    public (double Least, double Most) Range { get; init; } = (double.MinValue, double.MaxValue);

    public static Field Required(string name, FieldKind kind, string says) => new(name, kind, says) { IsRequired = true };

    /// <summary>The fields of an object with this word in its decider; all of them where there is no such word.</summary>
    public IReadOnlyList<Field> FieldsOf(string? word) => Variants.Count == 0 ? Fields
        : [.. Fields, .. word is not null && Variants.TryGetValue(word, out IReadOnlyList<Field>? more) ? more : Variants.Values.SelectMany(v => v).DistinctBy(f => f.Name)];
}
