namespace Kong.Upgrade.Declarative;

/// <summary>What can stand in a file.</summary>
internal enum TokenKind
{
    End,
    Scalar,
    Alias,
    MapStart,
    MapEnd,
    ListStart,
    ListEnd,
}
