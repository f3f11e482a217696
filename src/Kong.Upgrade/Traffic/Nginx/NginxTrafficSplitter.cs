using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>Splits traffic by an nginx that serves users already.</summary>
/// <remarks>
/// <para>It owns one include file, and a share file and a script beside it, and edits nothing else; <see cref="ConfigurationToAdd"/> says what a person adds once.
/// The share is read back from the running nginx by a control server on 127.0.0.1, never from a file or from memory.</para>
/// <para>What is refused is taken back, save all blue: its file stays, so that the next load of nginx's configuration brings it even if this one did not.</para>
/// <para>Runs where nginx runs, as root or as the user that started it. Safe for several threads and several processes: changes take turns.</para>
/// </remarks>
public sealed class NginxTrafficSplitter : ITrafficSplitter
{
    private static readonly TimeSpan turn = TimeSpan.FromSeconds(30), urgentTurn = TimeSpan.FromMilliseconds(500);

    private readonly NginxOptions options;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly NginxInclude include;
    private readonly NginxControl control;
    private readonly NginxLock turns;
    private readonly NginxInstallation installation;

    /// <summary>Makes a splitter; nothing is touched yet.</summary>
    /// <param name="options">Which nginx, and how.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="loggers">Where logs go; nowhere by default.</param>
    /// <exception cref="ArgumentException">The options do not make sense; the message lists all that is wrong.</exception>
    public NginxTrafficSplitter(NginxOptions options, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } problems) throw new ArgumentException(string.Join(' ', problems), nameof(options));
        this.options = options;
        this.time = time ?? TimeProvider.System;
        log = (loggers ?? NullLoggerFactory.Instance).CreateLogger<NginxTrafficSplitter>();
        (include, control, turns) = (new(options), new(options, this.time), new(options, this.time));
        installation = new(options, include, control, this.time, log);
        Capabilities = new()
        {
            SmallestStep = TrafficShare.FromPercent(options.Mode is NginxMode.Reload ? 0.01 : 0.0001),
            IsSticky = !options.Key.Contains("$request_id", StringComparison.Ordinal),
            RoutesTesters = options.TesterHeader is not null,
            Mirrors = options.Mirror > TrafficShare.AllBlue,
            Shields = options.Shield,
        };
    }

    /// <inheritdoc/>
    public SplitterCapabilities Capabilities { get; }

    /// <summary>What a person has to add to nginx's configuration once, with comments; nothing is ever edited but the include file.</summary>
    /// <returns>Text for people.</returns>
    public string ConfigurationToAdd() => NginxInstructions.Text(options);

    /// <summary>Sees to it that nginx has the splitter's present configuration, so that the share can be read and set: the first time, and when options have changed. Does nothing when it has. Otherwise the file is written and nginx reloads once.</summary>
    /// <param name="cancellationToken">The caller no longer waits; what has begun is carried through.</param>
    /// <returns>The share in force: what nginx had if it knew the same nodes, otherwise all blue.</returns>
    /// <exception cref="UpgradeServiceException">nginx knows other nodes, and all blue would move traffic; it does not run, refuses the configuration, or lines of <see cref="ConfigurationToAdd"/> are missing; the file is there then, so that they can be added.</exception>
    public async Task<TrafficShare> PrepareAsync(CancellationToken cancellationToken)
    {
        (NginxAnswer? answer, _) = await control.AgreedAsync(cancellationToken).ConfigureAwait(false);
        if (answer is { Share: { } inForce } && answer.Fingerprint == include.Fingerprint && include.GenerationOf(NginxFile.Read(options.IncludeFile)) is { } generation)
        {
            await installation.RequireLinesAsync(generation).ConfigureAwait(false);
            return inForce;
        }
        bool isSame = answer is null || answer.Nodes == include.Nodes;
        if (!isSame && NginxRunningNodes.WhyNotBlue(options, answer!) is { } why) throw new UpgradeServiceException(why);
        return await ChangeAsync(isSame && answer?.Share is { } share ? share : TrafficShare.AllBlue, isRetreat: false, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="UpgradeServiceException">nginx does not answer, has another configuration of the splitter than these options make, or somebody else changed the include file.</exception>
    public async Task<TrafficShare> GetShareAsync(CancellationToken cancellationToken)
    {
        (NginxAnswer? answer, string? trouble) = await control.AgreedAsync(cancellationToken).ConfigureAwait(false);
        if (answer is null) throw new UpgradeServiceException($"nginx does not tell its share: {trouble}. See that nginx runs and includes {options.IncludeFile}; PrepareAsync loads it, ConfigurationToAdd says what else is needed.", isTransient: true);
        if (answer.Fingerprint != include.Fingerprint && answer.Fingerprint != include.BlueOnlyFingerprint)
            throw new UpgradeServiceException($"The running nginx has a configuration of the splitter that these options do not make (it has {answer.Fingerprint}, they make {include.Fingerprint}): other nodes, another key or mode. PrepareAsync, or setting a share, loads theirs.");
        if (include.GenerationOf(NginxFile.Read(options.IncludeFile)) is null)
            throw new UpgradeServiceException($"{options.IncludeFile} is not as the splitter wrote it: somebody else changed or removed it. Setting a share writes it anew.");
        return answer.Share ?? throw new UpgradeServiceException($"nginx's workers cannot read the share in {include.ShareFile}, so everything goes to blue: the file is missing or garbled, or they may not read it. Setting a share writes it anew.");
    }

    /// <inheritdoc/>
    /// <exception cref="UpgradeServiceException">The share is finer than this mode can give; nginx does not run or refuses the configuration (the old file is back then); lines of <see cref="ConfigurationToAdd"/> are missing; old workers linger for too long; another process has been changing the share all the time.</exception>
    public Task<TrafficShare> SetShareAsync(TrafficShare desired, CancellationToken cancellationToken)
    {
        RequireStep(desired);
        return ChangeAsync(desired, isRetreat: desired == TrafficShare.AllBlue, cancellationToken);
    }

    private async Task<TrafficShare> ChangeAsync(TrafficShare desired, bool isRetreat, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        using (await TakeTurnAsync(isRetreat, cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await (isRetreat ? RetreatAsync() : AdvanceAsync(desired)).ConfigureAwait(false);
        }
        // Where nothing was reloaded, an old worker goes on with what it would have gone on with anyway.
        if (!isRetreat && options.Mode is NginxMode.Reload) await installation.LingerAsync(desired, cancellationToken).ConfigureAwait(false);
        TrafficShare inForce = await GetShareAsync(cancellationToken).ConfigureAwait(false);
        log.SplitShareInForce(inForce, time.GetElapsedTime(start));
        return inForce;
    }

    private void RequireStep(TrafficShare desired)
    {
        if (options.Mode is NginxMode.Reload && desired.PartsPerMillion % NginxOptionRules.SplitClientsStep != 0)
            throw new UpgradeServiceException($"A share of {desired} was asked for, but nginx counts in hundredths of a percent. Choose such a share, or a mode without reload.");
    }

    /// <summary>A retreat waits for its turn only briefly: a process that hangs with the lock must not hold it up.</summary>
    private async Task<IDisposable?> TakeTurnAsync(bool isRetreat, CancellationToken cancellationToken)
    {
        TimeSpan within = isRetreat ? urgentTurn : turn;
        IDisposable? taken = await turns.TakeAsync(within, cancellationToken).ConfigureAwait(false);
        if (taken is null && !isRetreat) throw turns.Busy(within);
        if (taken is null) log.RetreatOutOfTurn(within);
        return taken;
    }

    private async Task RetreatAsync()
    {
        WriteShare(TrafficShare.AllBlue);
        if (!await IsInForceAsync(TrafficShare.AllBlue).ConfigureAwait(false)) await installation.RetreatAsync().ConfigureAwait(false);
    }

    private async Task AdvanceAsync(TrafficShare desired)
    {
        if (options.Mode is not NginxMode.Reload && include.GenerationOf(NginxFile.Read(options.IncludeFile)) is { } generation) await installation.RequireLinesAsync(generation).ConfigureAwait(false);
        string? old = options.Mode is NginxMode.Reload ? null : NginxFile.Read(include.ShareFile);
        WriteShare(desired);
        if (await IsInForceAsync(desired).ConfigureAwait(false)) return;
        try
        {
            await installation.InstallAsync(desired).ConfigureAwait(false);
        }
        catch (UpgradeServiceException)
        {
            if (options.Mode is not NginxMode.Reload) NginxFile.Write(include.ShareFile, old ?? NginxShareFile.Text(TrafficShare.AllBlue), isUrgent: true);
            throw;
        }
    }

    /// <summary>Where requests read it, this is all that a change takes. A static part that is not loaded yet finds it there.</summary>
    private void WriteShare(TrafficShare share)
    {
        if (options.Mode is not NginxMode.Reload) NginxFile.Write(include.ShareFile, NginxShareFile.Text(share), isUrgent: true);
    }

    /// <summary>Whether the running nginx has the share, and its next start will have it too.</summary>
    private async Task<bool> IsInForceAsync(TrafficShare desired)
    {
        (NginxAnswer? answer, _) = await control.AskAsync(CancellationToken.None).ConfigureAwait(false);
        if (answer is null || answer.Share != desired) return false;
        if (answer.Fingerprint != include.Fingerprint && (desired != TrafficShare.AllBlue || answer.Fingerprint != include.BlueOnlyFingerprint)) return false;
        string? generation = include.GenerationOf(NginxFile.Read(options.IncludeFile));
        return options.Mode is NginxMode.Reload ? generation == answer.Generation : generation is not null;
    }
}
