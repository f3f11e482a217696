namespace Kong.Upgrade.Preflight.Regexes.Syntax;

/// <summary>A place in the text, with no width.</summary>
internal enum Place
{
    Start,

    /// <summary>At the start, and after each line feed.</summary>
    LineStart,

    /// <summary>The same, but not after a line feed that ends the text.</summary>
    InnerLineStart,

    /// <summary>At the very end.</summary>
    End,

    /// <summary>At the end, and before a line feed that ends the text.</summary>
    EndOrLineFeed,

    /// <summary>At the end, and before each line feed.</summary>
    LineEnd,
}
