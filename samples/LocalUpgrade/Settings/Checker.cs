using System.Globalization;
using System.Text.Json;
using Kong.Upgrade;

namespace LocalUpgrade.Settings;

/// <summary>Holds a settings file against the list of fields, finds all that is wrong, and puts defaults where something is missing.</summary>
internal sealed class Checker
{
    private readonly List<Problem> problems = [];

    public IReadOnlyList<Problem> Problems => problems;

    public void Check(Value value, Field field)
    {
        if (Needed(value, field) is { } needed) problems.Add(new(value.Path, value.Place, $"{value.Path} is {value.Words}; {needed} is needed"));
        else if (field.Kind == FieldKind.Object) CheckObject(value, field);
        else if (field.Kind == FieldKind.List) CheckList(value, field);
        else if (field.Kind == FieldKind.Map) CheckMap(value);
    }

    private void CheckObject(Value value, Field field)
    {
        string? word = value.Members.FirstOrDefault(m => m.Name == field.Decider)?.Value.Text;
        IReadOnlyList<Field> known = field.FieldsOf(word);
        foreach (IGrouping<string, Value.Member> twice in value.Members.GroupBy(m => m.Name).Where(g => g.Count() > 1))
            problems.Add(new(value.PathTo(twice.Key), twice.Last().Place, $"{value.PathTo(twice.Key)} is there {twice.Count()} times; only one can count"));
        foreach (Value.Member member in value.Members.DistinctBy(m => m.Name)) CheckMember(value, member, known);
        // Without a right word it is not known which of the further fields are needed.
        foreach (Field missing in (field.Variants.Count > 0 && !field.Variants.ContainsKey(word ?? "") ? field.Fields : known).Where(f => value.Members.All(m => m.Name != f.Name))) Complete(value, missing);
    }

    private void CheckMember(Value value, Value.Member member, IReadOnlyList<Field> known)
    {
        if (known.FirstOrDefault(f => f.Name == member.Name) is { } field) Check(member.Value, field);
        else problems.Add(new(value.PathTo(member.Name), member.Place, $"unknown field '{member.Name}' at {value.Path}; {Meant(member.Name, known)}"));
    }

    private static string Meant(string name, IReadOnlyList<Field> known) => Nearest.Of(name, known.Select(f => f.Name)) is { } near
        ? $"did you mean '{near}'?" : $"known are {string.Join(", ", known.Select(f => f.Name).Order(StringComparer.Ordinal))}";

    private void Complete(Value value, Field missing)
    {
        if (missing.IsRequired) problems.Add(new(value.PathTo(missing.Name), value.Place, $"{value.PathTo(missing.Name)} is missing: {missing.Says}"));
        if (missing.Default is not { } json) return;
        Value standard = ValueReader.Default(json, value.PathTo(missing.Name));
        value.Members.Add(new(missing.Name, value.Place, standard));
        Check(standard, missing);
    }

    private void CheckList(Value value, Field field)
    {
        if (value.Items.Count < field.AtLeast) problems.Add(new(value.Path, value.Place, $"{value.Path} has {value.Items.Count} items; at least {field.AtLeast} {(field.AtLeast == 1 ? "is" : "are")} needed"));
        foreach (Value item in value.Items) Check(item, field.Item!);
    }

    private void CheckMap(Value value)
    {
        foreach (Value.Member member in value.Members)
        {
            if (member.Value.Kind == JsonValueKind.Object) CheckObject(member.Value, SettingsFields.SecretText);
            else if (member.Value.Kind != JsonValueKind.String) problems.Add(new(member.Value.Path, member.Value.Place, $"{member.Value.Path} is {member.Value.Words}; a text is needed, or {{\"environment\": NAME}} or {{\"file\": PATH}} where a secret stands"));
            else if (member.Name.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase)) problems.Add(new(member.Value.Path, member.Value.Place, $"{member.Value.Path} holds a password; say where it stands instead: {{\"environment\": NAME}} or {{\"file\": PATH}}"));
        }
    }

    /// <summary>What would be right, if the value is not; <see langword="null"/> if it is.</summary>
    private static string? Needed(Value value, Field field) => field.Kind switch
    {
        FieldKind.Number or FieldKind.Whole => NeededNumber(value, field),
        FieldKind.Switch => value.Kind is JsonValueKind.True or JsonValueKind.False ? null : "true or false",
        FieldKind.Object or FieldKind.Map => value.Kind == JsonValueKind.Object ? null : "an object { … }",
        FieldKind.List => value.Kind == JsonValueKind.Array ? null : "a list [ … ]",
        FieldKind.Duration => value.Kind == JsonValueKind.String && Durations.TryParse(value.Text, out _) ? null : Durations.Needed,
        FieldKind.Choice => value.Kind == JsonValueKind.String && field.Choices.Contains(value.Text) ? null : NeededWord(value, field),
        FieldKind.Version => value.Kind == JsonValueKind.String && KongVersion.TryParse(value.Text, out _) ? null : "a version of Kong such as \"3.9.1\"",
        FieldKind.Address => value.Kind == JsonValueKind.String && Uri.TryCreate(value.Text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? null : "an address such as \"http://127.0.0.1:8001\"",
        _ => value.Kind == JsonValueKind.String && value.Text.Trim().Length > 0 ? null : "a text",
    };

    private static string NeededWord(Value value, Field field) =>
        $"one of {string.Join(", ", field.Choices.Select(c => $"\"{c}\""))}{(Nearest.Of(value.Text, field.Choices) is { } near ? $" (did you mean \"{near}\"?)" : "")}";

    private static string? NeededNumber(Value value, Field field)
    {
        (double least, double most) = field.Range;
        bool isWhole = field.Kind == FieldKind.Whole;
        bool isRight = value.Kind == JsonValueKind.Number
            && (isWhole ? int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) : true)
            && double.TryParse(value.Text, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most;
        string range = least == double.MinValue ? "" : string.Create(CultureInfo.InvariantCulture, $" from {least} to {most}");
        return isRight ? null : $"a {(isWhole ? "whole " : "")}number{range}";
    }
}
