namespace Kong.Upgrade;

/// <summary>The <c>kong</c> of one version on this host, and the configuration that its nodes have. Immutable.</summary>
/// <remarks>
/// Commands are run with a prefix of their own that is thrown away, so that they never touch a node's (kong-facts 1.4, 11.15). Give it the same
/// <c>plugins</c> as the nodes: with another list <c>up</c> runs other migrations and nodes refuse to start (kong-facts 1.3).
/// </remarks>
public sealed class KongCommand
{
    /// <summary>Names the executable.</summary>
    /// <param name="version">The version that it is.</param>
    /// <param name="executable">A path, or a name to be found on the PATH.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public KongCommand(KongVersion version, string executable)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(executable);
        (Version, Executable) = (version, executable);
    }

    /// <summary>The version that the executable is.</summary>
    public KongVersion Version { get; }

    /// <summary>A path, or a name to be found on the PATH.</summary>
    public string Executable { get; }

    /// <summary>The nodes' <c>kong.conf</c>, passed as <c>-c</c>. The default value is <see langword="null"/>: Kong looks in its usual places.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary>The nodes' environment, <c>KONG_PLUGINS</c> for example. Empty by default. Settings that a command needs for itself win over these. Values are never logged.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Executable and version; never the environment.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => $"{Executable} ({Version})";
}
