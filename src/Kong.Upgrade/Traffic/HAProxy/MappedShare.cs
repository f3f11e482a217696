using System.Globalization;

namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>The share as one number of a map, which rules of the backend compare with a draw of each request.</summary>
internal sealed class MappedShare(HAProxyOptions options, RuntimeApi runtime) : IShareMode
{
    public const string Key = "share";

    public SplitterCapabilities Capabilities { get; } = new()
    {
        SmallestStep = TrafficShare.FromPercent(0.0001),
        IsSticky = options.Key is not null,
        RoutesTesters = options.TesterHeader is not null,
        Shields = options.Shield,
    };

    /// <summary>What the file holds.</summary>
    public static string Line(TrafficShare share) => string.Create(CultureInfo.InvariantCulture, $"{Key} {share.PartsPerMillion}");

    public async Task<TrafficShare> ReadAsync(CancellationToken cancellationToken)
    {
        string map = await runtime.AskAsync($"show map {options.MapFile}", cancellationToken).ConfigureAwait(false);
        return RuledShare.Of(ShareMap.Parse(map, options), await StateAsync(cancellationToken).ConfigureAwait(false), options);
    }

    public async Task WriteAsync(TrafficShare desired, CancellationToken cancellationToken)
    {
        if (desired == TrafficShare.AllBlue) await RetreatAsync(cancellationToken).ConfigureAwait(false);
        else await MoveAsync(desired, cancellationToken).ConfigureAwait(false);
        await UnweighGreenAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task<string?> KeepAsync(TrafficShare inForce, CancellationToken cancellationToken) =>
        Task.FromResult(OwnedFile.TryWrite(options.MapFile!, Line(inForce) + "\n"));

    private async Task MoveAsync(TrafficShare desired, CancellationToken cancellationToken)
    {
        BlueCheck.BothCanTake(await StateAsync(cancellationToken).ConfigureAwait(false), desired, options);
        await SetAsync(desired, cancellationToken).ConfigureAwait(false);
    }

    private async Task RetreatAsync(CancellationToken cancellationToken)
    {
        await BlueCheck.TakesTrafficAsync(StateAsync, options, cancellationToken).ConfigureAwait(false);
        try
        {
            await SetAsync(TrafficShare.AllBlue, cancellationToken).ConfigureAwait(false);
        }
        catch (UpgradeServiceException)
        {
            // Should HAProxy be down, it starts with all traffic on blue.
            await KeepAsync(TrafficShare.AllBlue, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private async Task SetAsync(TrafficShare share, CancellationToken cancellationToken)
    {
        string answer = await runtime.AskAsync($"set map {options.MapFile} {Line(share)}", cancellationToken).ConfigureAwait(false);
        if (RuntimeTrouble.IsMissingEntry(answer)) await runtime.AskAsync($"add map {options.MapFile} {Line(share)}", cancellationToken).ConfigureAwait(false);
    }

    // A weight of green's would add to what the rules give it, and let a retry meet green again.
    private async Task UnweighGreenAsync(CancellationToken cancellationToken)
    {
        BackendState state = await StateAsync(cancellationToken).ConfigureAwait(false);
        if (!state.Blue.Any(s => s.Part > 0)) return;
        foreach (HAProxyServer server in state.Green.Where(s => s.Weight > 0))
            await runtime.AskAsync($"set weight {options.Backend}/{server.Name} 0", cancellationToken).ConfigureAwait(false);
    }

    private async Task<BackendState> StateAsync(CancellationToken cancellationToken) =>
        BackendState.Parse(await runtime.AskAsync(BackendState.Command(options), cancellationToken).ConfigureAwait(false), options);
}
