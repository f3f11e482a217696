namespace Kong.Upgrade.Probing;

/// <summary>What a probe saw in one window, or that it could not look. Immutable.</summary>
/// <remarks>A probe reports and never judges. Its own trouble is no evidence about green.</remarks>
public sealed class ProbeReading
{
    private ProbeReading(ProbeWindow window, IReadOnlyList<NodeReading> nodes, IReadOnlyList<BlindNode> blind, string? trouble) => (Window, Nodes, BlindNodes, Trouble) = (window, nodes, blind, trouble);

    /// <summary>The window that was asked about.</summary>
    public ProbeWindow Window { get; }

    /// <summary>What each node did; empty when the probe could not look.</summary>
    public IReadOnlyList<NodeReading> Nodes { get; }

    /// <summary>Why the probe could not look; <see langword="null"/> when it could.</summary>
    public string? Trouble { get; }

    /// <summary>Nodes that were not seen although the others were: what they did is in none of the counts, so that shares cannot be measured by these. Empty by default.</summary>
    public IReadOnlyList<BlindNode> BlindNodes { get; }

    /// <summary>Whether the probe saw both clusters.</summary>
    public bool CouldLook => Trouble is null;

    /// <summary>A reading of both clusters.</summary>
    /// <param name="window">The window that was asked about.</param>
    /// <param name="nodes">What each node did; a node without traffic has zero counts.</param>
    /// <returns>The reading.</returns>
    public static ProbeReading Of(ProbeWindow window, IReadOnlyList<NodeReading> nodes) => Of(window, nodes, []);

    /// <summary>A reading of both clusters that lacks some of their nodes.</summary>
    /// <param name="window">The window that was asked about.</param>
    /// <param name="nodes">What each node did that was seen.</param>
    /// <param name="blind">The nodes that were not seen, with the reason.</param>
    /// <returns>The reading.</returns>
    public static ProbeReading Of(ProbeWindow window, IReadOnlyList<NodeReading> nodes, IReadOnlyList<BlindNode> blind)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(blind);
        return new(window, nodes, blind, null);
    }

    /// <summary>Says that the probe could not look.</summary>
    /// <param name="window">The window that was asked about.</param>
    /// <param name="trouble">What was in the way.</param>
    /// <returns>The reading, without counts.</returns>
    public static ProbeReading CouldNotLook(ProbeWindow window, string trouble)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(trouble);
        return new(window, [], [], trouble);
    }
}
