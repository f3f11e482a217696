namespace Kong.Upgrade.Declarative;

/// <summary>What stands next in a file, and where.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A scalar's text, or an alias's name.</param>
/// <param name="IsPlain">Whether a scalar stands without quotes and without a tag, so that its text says its type.</param>
/// <param name="Anchor">The name by which it may be repeated.</param>
/// <param name="Place">Line and column.</param>
internal readonly record struct Token(TokenKind Kind, string Text, bool IsPlain, string? Anchor, Place Place);
