using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>Splits traffic by an HAProxy that serves users already, over its Runtime API: nothing is reloaded, no connection is closed (kong-facts 12.6 no. 4).</summary>
/// <remarks>
/// A person adds the lines that <see cref="ConfigurationToAdd"/> prints, once. What is read back is what HAProxy's running process has, with its servers as they
/// are: a side that has a share but no server to take it is an exception, not a number. Servers of one side get equal weights (<see cref="HAProxyMode.Weights"/>).
/// A reload leaves an old process that finishes its connections by the share that it knew. Safe for several threads; several processes that set shares at once
/// notice each other and end with one of the shares, or say that they cannot.
/// </remarks>
#pragma warning disable CA1001 // Its semaphore holds nothing that would have to be given back: the wait handle is never asked for.
public sealed class HAProxyTrafficSplitter : ITrafficSplitter
#pragma warning restore CA1001
{
    private const int Attempts = 3, LongestPauseInMilliseconds = 40;

    private readonly HAProxyOptions options;
    private readonly IShareMode mode;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Makes a splitter; nothing is touched yet.</summary>
    /// <param name="options">Which HAProxy, and how.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="loggers">Where logs go; nowhere by default.</param>
    /// <exception cref="ArgumentException">The options do not make sense; the message lists all that is wrong.</exception>
    public HAProxyTrafficSplitter(HAProxyOptions options, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } problems) throw new ArgumentException($"{nameof(HAProxyOptions)}: {string.Join(" ", problems)}", nameof(options));
        this.time = time ?? TimeProvider.System;
        RuntimeApi runtime = new(options, this.time);
        mode = options.Mode is HAProxyMode.Map ? new MappedShare(options, runtime) : new WeightedShare(options, runtime);
        logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<HAProxyTrafficSplitter>();
        this.options = options;
    }

    /// <inheritdoc/>
    public SplitterCapabilities Capabilities => mode.Capabilities;

    /// <summary>What a person has to add to HAProxy's configuration once, with comments; nothing is ever edited. Words in capitals are to be replaced.</summary>
    /// <returns>Text for people.</returns>
    public string ConfigurationToAdd() => new ConfigurationText(options).ToString();

    /// <inheritdoc/>
    public Task<TrafficShare> GetShareAsync(CancellationToken cancellationToken) => mode.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<TrafficShare> SetShareAsync(TrafficShare desired, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Once begun it is carried through, for it takes milliseconds, and each command has its own deadline.
            return await SetAsync(desired, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<TrafficShare> SetAsync(TrafficShare desired, CancellationToken cancellationToken)
    {
        TrafficShare inForce = default;
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            await mode.WriteAsync(desired, cancellationToken).ConfigureAwait(false);
            inForce = await mode.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (IsMet(desired, inForce)) return await KeptAsync(desired, inForce, cancellationToken).ConfigureAwait(false);
            logger.SplitHAProxyRepeated(options.Backend, desired.ToString(), inForce.ToString());
            if (attempt < Attempts) await MakeWayAsync(desired, attempt).ConfigureAwait(false);
        }
        throw new UpgradeServiceException($"Green was given {desired} in HAProxy's backend {options.Backend} {Attempts} times, but has {inForce}: somebody else changes it, or a server does not take its part. See 'show servers state {options.Backend}', then repeat.", isTransient: true);
    }

    // Two writers that repeat at the same pace would undo each other for ever: each waits for a time of its own. Whoever takes users to safety does not wait.
    private Task MakeWayAsync(TrafficShare desired, int attempt) => desired == TrafficShare.AllBlue
        ? Task.CompletedTask
        : Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, attempt * LongestPauseInMilliseconds)), time, CancellationToken.None);

    private async Task<TrafficShare> KeptAsync(TrafficShare desired, TrafficShare inForce, CancellationToken cancellationToken)
    {
        if (await mode.KeepAsync(inForce, cancellationToken).ConfigureAwait(false) is { } trouble) logger.SplitHAProxyNotKept(options.Backend, inForce.ToString(), trouble);
        logger.SplitHAProxySet(options.Backend, inForce.ToString(), desired.ToString());
        return inForce;
    }

    private bool IsMet(TrafficShare desired, TrafficShare inForce) => desired == TrafficShare.AllBlue || desired == TrafficShare.AllGreen
        ? inForce == desired
        : Math.Abs(inForce.PartsPerMillion - desired.PartsPerMillion) <= Capabilities.Accuracy.PartsPerMillion;
}
