using Kong.Upgrade.Probing;

namespace Kong.Upgrade;

/// <summary>Looks at what blue and green do with user traffic. It never judges.</summary>
/// <remarks>
/// For the implementer: called about once a second while traffic is diverted, with windows that join without gaps; a window may be
/// asked again after a crash. Trouble of the probe's own (unreachable, late, partial) is <see cref="ProbeReading.CouldNotLook"/>;
/// an exception is taken for the same. Never fill gaps with guesses.
/// </remarks>
public interface IMetricsProbe
{
    /// <summary>Reads both clusters' counts of one window.</summary>
    /// <param name="window">The stretch of time.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>Counts by side, node and route, or that the probe could not look.</returns>
    Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken);
}
