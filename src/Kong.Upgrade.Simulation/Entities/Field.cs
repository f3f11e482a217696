using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Entities;

internal enum FieldKind
{
    Any,
    Text,
    Integer,
    Number,
    Boolean,
    Set,
    Record,
    Foreign,
}

/// <summary>One field of an entity: its default as JSON text, and the minor version that brought it.</summary>
internal sealed record Field(string Name, FieldKind Kind = FieldKind.Any, string? Default = null)
{
    public bool Required { get; init; }

    /// <summary>Whether Kong makes up a value when none is given.</summary>
    public bool IsAuto { get; init; }

    /// <summary>The table a foreign key points to.</summary>
    public string? References { get; init; }

    public (int Major, int Minor) Since { get; init; }

    public bool ExistsIn(VersionTraits version) => version.AtLeast(Since.Major, Since.Minor);

    public JsonNode? DefaultValue() => Default is null ? null : JsonNode.Parse(Default);
}
