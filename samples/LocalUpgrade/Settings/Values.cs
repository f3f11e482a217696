using System.Globalization;
using System.Text.Json;
using Kong.Upgrade;

namespace LocalUpgrade.Settings;

/// <summary>What a checked value says, as the program needs it. A value that was not checked may throw.</summary>
internal static class Values
{
    public static string? Text(this Value value, string name) => value[name]?.Text;

    public static string Needed(this Value value, string name) => value.Text(name)!;

    public static bool Switch(this Value value, string name) => value[name]!.Kind == JsonValueKind.True;

    public static double? Number(this Value value, string name) => value[name] is { } found ? found.Number() : null;

    public static double Number(this Value value) => double.Parse(value.Text, CultureInfo.InvariantCulture);

    public static int? Whole(this Value value, string name) => value[name] is { } found ? found.Whole() : null;

    public static int Whole(this Value value) => int.Parse(value.Text, CultureInfo.InvariantCulture);

    public static TimeSpan? Duration(this Value value, string name) => value[name] is { } found ? Durations.Parse(found.Text) : null;

    public static Uri? Address(this Value value, string name) => value.Text(name) is { } text ? new(text) : null;

    public static KongVersion Version(this Value value, string name) => KongVersion.Parse(value.Needed(name));

    public static IReadOnlyList<string> Texts(this Value value, string name) => [.. value[name]!.Items.Select(i => i.Text)];

    /// <summary>A word of the file as the member of an enumeration that is called the same.</summary>
    public static T Choice<T>(this Value value, string name)
        where T : struct, Enum => Enum.Parse<T>(value.Needed(name), ignoreCase: true);
}
