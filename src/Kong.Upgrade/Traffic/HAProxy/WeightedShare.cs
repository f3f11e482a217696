using System.Globalization;

namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>The share as weights of servers.</summary>
internal sealed class WeightedShare(HAProxyOptions options, RuntimeApi runtime) : IShareMode
{
    private readonly WeightTable table = new(options.Blue.Count, options.Green.Count);

    public SplitterCapabilities Capabilities => field ??= new() { SmallestStep = table.SmallestStep, Accuracy = table.Accuracy };

    public async Task<TrafficShare> ReadAsync(CancellationToken cancellationToken) =>
        BalancedShare.Of(await StateAsync(cancellationToken).ConfigureAwait(false), options);

    public Task WriteAsync(TrafficShare desired, CancellationToken cancellationToken) =>
        desired == TrafficShare.AllBlue ? RetreatAsync(cancellationToken) : MoveAsync(desired, cancellationToken);

    public async Task<string?> KeepAsync(TrafficShare inForce, CancellationToken cancellationToken)
    {
        if (options.ServerStateFile is not { } file) return null;
        string text = await runtime.AskAsync(BackendState.Command(options), cancellationToken).ConfigureAwait(false);
        return OwnedFile.TryWrite(file, text + "\n");
    }

    // Blue is raised without a look at what is: this must work when looking does not.
    private async Task RetreatAsync(CancellationToken cancellationToken)
    {
        (int blue, int green) = table.Choose(TrafficShare.AllBlue);
        await Attempts.AtLeastOneAsync(options.Blue, name => SetAsync(name, blue, cancellationToken)).ConfigureAwait(false);
        await BlueCheck.TakesTrafficAsync(StateAsync, options, cancellationToken).ConfigureAwait(false);
        await Attempts.EachAsync(options.Green, name => SetAsync(name, green, cancellationToken)).ConfigureAwait(false);
    }

    private async Task MoveAsync(TrafficShare desired, CancellationToken cancellationToken)
    {
        (int blue, int green) = Weights(desired);
        BackendState now = await StateAsync(cancellationToken).ConfigureAwait(false);
        BlueCheck.BothCanTake(now, desired, options);
        // In this order green never gets more than the larger of the old and the new share, and somebody always has weight: the
        // other way round, 100 to 0 answers 503 for two milliseconds (kong-facts 12.6 no. 4).
        await SetAsync(now.Blue.Where(s => s.Weight < blue), blue, cancellationToken).ConfigureAwait(false);
        await SetAsync(now.Green.Where(s => s.Weight > green), green, cancellationToken).ConfigureAwait(false);
        await SetAsync(now.Green.Where(s => s.Weight < green), green, cancellationToken).ConfigureAwait(false);
        await SetAsync(now.Blue.Where(s => s.Weight > blue), blue, cancellationToken).ConfigureAwait(false);
    }

    private (int Blue, int Green) Weights(TrafficShare desired)
    {
        (int blue, int green) = table.Choose(desired);
        TrafficShare nearest = table.Share(blue, green);
        return Math.Abs(nearest.PartsPerMillion - desired.PartsPerMillion) <= Capabilities.Accuracy.PartsPerMillion ? (blue, green)
            : throw new UpgradeServiceException($"Weights of {options.Blue.Count} blue and {options.Green.Count} green servers cannot give {desired}: {nearest} is the nearest that leaves both some. Choose that, or {nameof(HAProxyMode)}.{nameof(HAProxyMode.Map)}.");
    }

    private async Task<BackendState> StateAsync(CancellationToken cancellationToken) =>
        BackendState.Parse(await runtime.AskAsync(BackendState.Command(options), cancellationToken).ConfigureAwait(false), options);

    private async Task SetAsync(IEnumerable<HAProxyServer> servers, int weight, CancellationToken cancellationToken)
    {
        foreach (HAProxyServer server in servers) await SetAsync(server.Name, weight, cancellationToken).ConfigureAwait(false);
    }

    private Task<string> SetAsync(string server, int weight, CancellationToken cancellationToken) =>
        runtime.AskAsync(string.Create(CultureInfo.InvariantCulture, $"set weight {options.Backend}/{server} {weight}"), cancellationToken);
}
