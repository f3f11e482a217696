using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>Writes the include file and has nginx load it, or takes it back. For one change at a time (<see cref="NginxLock"/>).</summary>
internal sealed class NginxInstallation(NginxOptions options, NginxInclude include, NginxControl control, TimeProvider time, ILogger log)
{
    // The first attempt of a retreat gives up early: names of green that do not resolve take nginx many seconds. The second has none of them, and all the time it needs.
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(20), urgentPatience = TimeSpan.FromSeconds(2);

    private readonly NginxProgram program = new(options, time);
    private readonly NginxArrival arrival = new(control, time);

    // Once nginx refused green's part in a retreat, the next attempt does not lose time with it.
    private volatile bool isGreenLeftOut;

    private volatile bool hasLines;

    /// <summary>Brings a share into force. What fails is taken back.</summary>
    public async Task InstallAsync(TrafficShare share)
    {
        string? old = NginxFile.Read(options.IncludeFile);
        string generation = Write(share, isBlueOnly: false);
        HashSet<NginxWorker> before = NginxWorkers.Accepting();
        try
        {
            string whole = await program.TestAsync().ConfigureAwait(false);
            // nginx takes the file. Where there was none, one that harms nobody stays, so that an nginx that names it can start.
            old ??= include.Text(TrafficShare.AllBlue, generation);
            if (NginxMissingLines.Find(whole, generation, options) is { } missing)
            {
                PutBack(old, missing);
                throw Missing(missing);
            }
            await program.ReloadAsync().ConfigureAwait(false);
        }
        catch (NginxRefusal refusal)
        {
            PutBack(old, refusal.Message);
            throw Refused(share, refusal, "The file is as it was, and so is the share.");
        }
        (string? trouble, _) = await arrival.WaitAsync(generation, before, patience, CancellationToken.None).ConfigureAwait(false);
        if (trouble is not null) throw await NotLoadedAsync(share, old, trouble).ConfigureAwait(false);
        isGreenLeftOut = false;
        hasLines = true;
        NginxLeftovers.Remove(options, include, time);
    }

    /// <summary>Once: whether users get what the running nginx says of itself.</summary>
    public async Task RequireLinesAsync(string generation)
    {
        if (hasLines) return;
        try
        {
            if (NginxMissingLines.Find(await program.TestAsync().ConfigureAwait(false), generation, options) is { } missing) throw Missing(missing);
        }
        catch (NginxRefusal refusal)
        {
            throw new UpgradeServiceException($"nginx could not load its configuration again: {refusal.Message}. Nothing was changed. {refusal.Remedy(options)}", refusal);
        }
        hasLines = true;
    }

    /// <summary>Brings all traffic to blue. The file that says so stays whatever happens: the next start of nginx follows it. If nginx refuses green's part, it gets one without.</summary>
    public async Task RetreatAsync()
    {
        try
        {
            await RetreatAsync(isGreenLeftOut).ConfigureAwait(false);
        }
        catch (NginxRefusal refusal) when (!isGreenLeftOut)
        {
            log.SplitGreenLeftOut(refusal.Message);
            isGreenLeftOut = true;
            try
            {
                await RetreatAsync(isBlueOnly: true).ConfigureAwait(false);
            }
            catch (NginxRefusal again)
            {
                throw Refused(TrafficShare.AllBlue, again, $"{options.IncludeFile} says all blue already: nginx follows it as soon as it can load its configuration.");
            }
        }
        catch (NginxRefusal again)
        {
            isGreenLeftOut = false;
            throw Refused(TrafficShare.AllBlue, again, $"{options.IncludeFile} says all blue already: nginx follows it as soon as it can load its configuration.");
        }
    }

    /// <summary>Waits for workers that go on with requests of an earlier configuration.</summary>
    public async Task LingerAsync(TrafficShare share, CancellationToken cancellationToken)
    {
        IReadOnlyList<int>? left = await arrival.LingeringAsync(options.LingerAtMost, workers => log.SplitWorkersLinger(Ids(workers), options.LingerAtMost), cancellationToken).ConfigureAwait(false);
        if (left is null) throw new UpgradeServiceException($"New requests follow {share}, but whether workers of an earlier configuration still go on cannot be told: nginx gives no answer, or its processes cannot be seen in /proc.", isTransient: true);
        if (left.Count > 0)
            throw new UpgradeServiceException(string.Create(CultureInfo.InvariantCulture, $"New requests follow {share}, but after {options.LingerAtMost.TotalSeconds:0} s workers of an earlier configuration still go on with requests that they had begun: {Ids(left)}. Wait until these processes have ended and repeat, or limit them by worker_shutdown_timeout."), isTransient: true);
    }

    /// <summary>Without a test of its own, which would only take time: a reload reads the configuration first, and refuses just the same.</summary>
    private async Task RetreatAsync(bool isBlueOnly)
    {
        string generation = Write(TrafficShare.AllBlue, isBlueOnly);
        HashSet<NginxWorker> before = NginxWorkers.Accepting();
        await program.ReloadAsync(isBlueOnly ? patience : urgentPatience).ConfigureAwait(false);
        (string? trouble, IReadOnlyList<int> lingering) = await arrival.WaitAsync(generation, before, patience, CancellationToken.None).ConfigureAwait(false);
        if (trouble is not null) throw await NotBlueYetAsync(generation, trouble).ConfigureAwait(false);
        if (lingering.Count > 0) log.RetreatLeavesWorkers(Ids(lingering));
    }

    private async Task<UpgradeServiceException> NotBlueYetAsync(string generation, string trouble)
    {
        string? missing = null;
        try
        {
            // Only now, when nothing is lost by it: is the file included at all?
            missing = NginxMissingLines.Find(await program.TestAsync().ConfigureAwait(false), generation, options);
        }
        catch (NginxRefusal refusal)
        {
            trouble = $"{trouble}; {refusal.Message}";
        }
        return missing is null ? new($"nginx took the order to load the share of {TrafficShare.AllBlue}, but it is not in force yet: {trouble}. {options.IncludeFile} says all blue already. nginx's error log says more.", isTransient: true) : Missing(missing);
    }

    private UpgradeServiceException Missing(string what) => new($"{what} {options.IncludeFile} is written and gives green nothing. Add these lines and reload nginx, then repeat:\n{NginxInstructions.Text(options)}");

    private string Write(TrafficShare share, bool isBlueOnly)
    {
        string generation = NginxInclude.NewGeneration();
        if (NginxScripts.Of(options.Mode) is { } script)
        {
            if (NginxFile.Read(NginxPaths.Script(options)) != script) NginxFile.Write(NginxPaths.Script(options), script);
            NginxFile.Write(include.ShareFile, NginxShareFile.Text(share), isUrgent: true);
        }
        NginxFile.Write(options.IncludeFile, include.Text(share, generation, isBlueOnly), isUrgent: share == TrafficShare.AllBlue);
        log.SplitFileWritten(options.IncludeFile, share, generation);
        return generation;
    }

    /// <summary>To what was there before; a share file is only read together with it.</summary>
    private void PutBack(string? old, string why)
    {
        NginxFile.PutBack(options.IncludeFile, old);
        log.SplitFilePutBack(options.IncludeFile, why);
    }

    /// <summary>nginx may be slow and load it later, so it is told again once the old file is back.</summary>
    private async Task<UpgradeServiceException> NotLoadedAsync(TrafficShare share, string? old, string trouble)
    {
        PutBack(old, trouble);
        string also = "The old file is back.";
        try
        {
            await program.ReloadAsync().ConfigureAwait(false);
        }
        catch (NginxRefusal refusal)
        {
            also = $"The old file is back, but nginx did not load it either: {refusal.Message}.";
        }
        return new($"nginx took the order to load a share of {share}, but within {patience.TotalSeconds:0} s it was not in force: {trouble}. {also} nginx's error log says why it did not load it; a taken port (127.0.0.1:{control.Port} is the splitter's, see ControlPort) is the usual reason.");
    }

    private UpgradeServiceException Refused(TrafficShare share, NginxRefusal refusal, string state) => new($"The share of {share} was not set: {refusal.Message}. {state} {refusal.Remedy(options)}", refusal);

    private static string Ids(IReadOnlyList<int> workers) => string.Join(", ", workers);
}
