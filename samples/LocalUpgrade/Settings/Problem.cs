namespace LocalUpgrade.Settings;

/// <summary>One thing that is wrong with the settings, and where.</summary>
/// <param name="Path">The field, such as <c>$.blue.nodes[0].prefix</c>.</param>
/// <param name="Where">Its place in the file; <see langword="null"/> where something is missing altogether.</param>
/// <param name="Text">What is wrong and what is right.</param>
internal sealed record Problem(string Path, Place? Where, string Text)
{
    public override string ToString() => Where is { } place ? $"{place}: {Text}" : Text;
}
