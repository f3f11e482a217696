using System.Text;

namespace LocalUpgrade.Settings;

/// <summary>The list of fields as text for people: what <c>help settings</c> prints, and what stands in README.md.</summary>
internal static class SettingsHelp
{
    public static string Text()
    {
        StringBuilder text = new("Durations are texts such as \"30s\", \"5m\" or \"1h30m\". Relative paths begin at the settings file. Comments and trailing commas are allowed.\n\n");
        foreach (Field field in SettingsFields.Root.Fields) Write(text, field, field.Name);
        text.Append("\nA secret is never written into the file. Values of 'environment' and 'headers' are texts, or say where the text stands:\n\n");
        foreach (Field field in SettingsFields.SecretText.Fields) Write(text, field, field.Name);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Field field, string path)
    {
        text.Append("- `").Append(path).Append("` (").Append(Kind(field)).Append(field.IsRequired ? ", required" : field.Default is { } value && value is not "{}" ? $", default {value}" : "").Append("): ").Append(field.Says).Append('\n');
        foreach (Field inner in field.Fields) Write(text, inner, $"{path}.{inner.Name}");
        foreach ((string word, IReadOnlyList<Field> fields) in field.Variants)
        {
            text.Append("- of kind ").Append(word).Append(":\n");
            foreach (Field inner in fields) Write(text, inner, $"{path}.{inner.Name}");
        }
        if (field.Item is { Fields.Count: > 0 } item)
            foreach (Field inner in item.Fields) Write(text, inner, $"{path}[].{inner.Name}");
    }

    private static string Kind(Field field) => field.Kind switch
    {
        FieldKind.Choice => string.Join(" or ", field.Choices),
        FieldKind.List => $"list of {(field.Item!.Fields.Count > 0 ? "objects" : Plural(field.Item.Kind))}",
        FieldKind.Switch => "true or false",
        FieldKind.Whole => "whole number",
        FieldKind.Map => "object of texts",
        FieldKind.Path or FieldKind.Executable => "path",
        _ => field.Kind.ToString().ToLowerInvariant(),
    };

    private static string Plural(FieldKind kind) => kind switch { FieldKind.Number => "numbers", FieldKind.Whole => "whole numbers", _ => "texts" };
}
