namespace LocalUpgrade.Settings;

/// <summary>What a field holds.</summary>
internal enum FieldKind
{
    Text,
    /// <summary>A path; a relative one begins at the settings file.</summary>
    Path,
    /// <summary>A path, or a name to be found on the PATH.</summary>
    Executable,
    /// <summary>An http or https address.</summary>
    Address,
    /// <summary>A version of Kong.</summary>
    Version,
    Number,
    Whole,
    Switch,
    /// <summary>Such as <c>"30s"</c>.</summary>
    Duration,
    /// <summary>One of some words.</summary>
    Choice,
    Object,
    List,
    /// <summary>An object with names that the host chooses, each with a text, or with where a secret text stands.</summary>
    Map,
}
