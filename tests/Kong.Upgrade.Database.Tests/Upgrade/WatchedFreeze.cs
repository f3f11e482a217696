using System.Diagnostics;
using Kong.Upgrade.Freeze;

namespace Kong.Upgrade.Database.Tests.Upgrade;

/// <summary>A freeze that remembers from when until when nothing may be written.</summary>
internal sealed class WatchedFreeze(IWriteFreeze freeze) : IWriteFreeze
{
    public long FrozenAt { get; private set; } = long.MaxValue;

    public long ThawingAt { get; private set; } = long.MaxValue;

    public FreezeProof? Proof { get; private set; }

    public async Task<FreezeProof> FreezeAsync(FreezeRequest request, CancellationToken cancellationToken)
    {
        Proof = await freeze.FreezeAsync(request, cancellationToken);
        FrozenAt = Math.Min(FrozenAt, Stopwatch.GetTimestamp());
        return Proof;
    }

    public Task<FreezeState> CheckAsync(CancellationToken cancellationToken) => freeze.CheckAsync(cancellationToken);

    public Task ThawAsync(CancellationToken cancellationToken)
    {
        ThawingAt = Stopwatch.GetTimestamp();
        return freeze.ThawAsync(cancellationToken);
    }
}
