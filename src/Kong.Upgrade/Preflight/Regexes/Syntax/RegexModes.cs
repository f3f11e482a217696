namespace Kong.Upgrade.Preflight.Regexes.Syntax;

/// <summary>What <c>(?imsx)</c> and its like switch, within a group.</summary>
[Flags]
internal enum RegexModes
{
    None = 0,
    IgnoreCase = 1,
    MultiLine = 2,
    DotAll = 4,
    LazyFirst = 8,
    Spaced = 16,
    SpacedClasses = 32,
    Bytes = 64,
    DuplicateNames = 128,
    NoCapture = 256,
    StrictEscapes = 512,
}
