namespace Kong.Upgrade.Declarative;

/// <summary>A file as a row of tokens.</summary>
internal interface ITokens : IDisposable
{
    /// <summary>Reads the next one; <see cref="TokenKind.End"/> for ever after the last.</summary>
    /// <exception cref="FileTrouble">The text is no YAML or JSON here.</exception>
    Token Next();
}
