using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Probing.Synthetic;

/// <summary>Sends requests of ours to blue's and green's nodes, past the balancer, at the same steady rate to both sides, and tells what came of them.</summary>
/// <remarks>
/// <para>What users do not ask is seen too, and a green with few users is asked often. Each <see cref="NodeReading"/> is of one request: its name is the reading's <see cref="NodeReading.Route"/>, so that these counts
/// stay apart from those of users. An answer that is not expected is a client error (400 to 499), rate limited (429) or else an error. A node that refuses or breaks a connection, or takes longer than
/// <see cref="SyntheticOptions.AnswerWithin"/>, is an error, in the last case with that time. What may be this host's own doing (names, routes, ports, certificates that are not trusted here) is none: the node
/// is then one of <see cref="ProbeReading.BlindNodes"/>, and when no node was reached the probe could not look.</para>
/// <para>Nothing is sent before the first look, which therefore could not look, nor for longer than <see cref="SyntheticOptions.GoesOnFor"/> after the last: an upgrade that pauses sends nothing.
/// A reading holds the answers that came since the look before; the same window asked again is answered alike. A node that hangs delays no other: it gets at most
/// <see cref="SyntheticOptions.AtOnce"/> requests, and those left out are in no count. Safe for several threads.</para>
/// </remarks>
public sealed class SyntheticProbe : IPacedProbe, IDisposable
{
    private readonly SyntheticNode[] nodes;
    private readonly SyntheticRounds rounds;
    private readonly Lock gate = new();
    private ProbeReading? last;
    private bool isDisposed;

    /// <summary>Makes a probe; nothing is sent yet.</summary>
    /// <param name="options">Which requests go where.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <exception cref="ArgumentException">The options do not make sense; the message lists all that is wrong.</exception>
    public SyntheticProbe(SyntheticOptions options, TimeProvider? time = null)
        : this(options, time ?? TimeProvider.System, _ => SyntheticNode.NewHandler(options))
    {
    }

    internal SyntheticProbe(SyntheticOptions options, TimeProvider time, Func<Uri, HttpMessageHandler> handlers)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } problems) throw new ArgumentException($"{nameof(SyntheticOptions)}: {string.Join(" ", problems)}", nameof(options));
        SyntheticNode[] blue = [.. options.Blue.Select(b => new SyntheticNode(ClusterSide.Blue, b, options, time, handlers(b)))], green = [.. options.Green.Select(g => new SyntheticNode(ClusterSide.Green, g, options, time, handlers(g)))];
        nodes = [.. blue, .. green];
        rounds = new(options, blue, green, time);
        Pace = TimeSpan.FromSeconds(Math.Clamp(1 / options.RatePerSide, 0.02, 1));
    }

    /// <summary>As long as the pause between two requests to a side: 20 milliseconds to a second.</summary>
    public TimeSpan Pace { get; }

    /// <inheritdoc/>
    public Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<ProbeReading>(cancellationToken);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            return Task.FromResult(Read(window));
        }
    }

    /// <summary>Ends what is under way, without counting it, and closes all connections.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (isDisposed) return;
            isDisposed = true;
        }
        rounds.Dispose();
        foreach (SyntheticNode node in nodes) node.Dispose();
    }

    private ProbeReading Read(ProbeWindow window)
    {
        if (last?.Window == window)
        {
            rounds.Ask();
            return last;
        }
        NodeReading[] readings = [.. nodes.SelectMany(n => n.Take())];
        BlindNode[] blind = [.. nodes.Select(n => n.TakeTrouble()).OfType<BlindNode>()];
        if (rounds.Ask()) return ProbeReading.CouldNotLook(window, "nobody had asked for a while, so nothing was sent: requests go out from now on, and the next look has their answers");
        if (blind.Length == nodes.Length && readings.All(r => r.Requests == 0)) return ProbeReading.CouldNotLook(window, $"no node could be asked: {blind[0].Node}: {blind[0].Trouble}");
        return last = ProbeReading.Of(window, [.. readings.Where(r => r.Requests > 0 || !blind.Any(b => (b.Side, b.Node) == (r.Side, r.Node)))], blind);
    }
}
