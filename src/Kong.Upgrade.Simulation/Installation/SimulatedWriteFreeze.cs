using System.Net;
using System.Net.Http.Json;
using Kong.Upgrade.Freeze;

namespace Kong.Upgrade.Simulation.Installation;

/// <summary>Freezes the simulated database, and proves it by a write through an Admin API that is refused. The freeze survives its process.</summary>
internal sealed class SimulatedWriteFreeze(SimulatedDatabase database, SimulatedCluster blue, SimulatedCluster green, StateFile frozen, TimeProvider time) : IWriteFreeze, IDisposable
{
    private readonly HttpClient http = new();

    public async Task<FreezeProof> FreezeAsync(FreezeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string reason = $"kong-bluegreen freeze (upgrade {request.RunId})";
        frozen.Write(reason);
        database.Freeze(reason);
        List<string> refused = [];
        foreach (SimulatedKongNode node in blue.Nodes.Concat(green.Nodes)) refused.Add(await RefusedAsync(node, cancellationToken).ConfigureAwait(false));
        return new() { RefusedWrite = string.Join("; ", refused), At = time.GetUtcNow() };
    }

    public Task<FreezeState> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(new FreezeState
    {
        Standing = database.FreezeReason is null ? FreezeStanding.Thawed : FreezeStanding.Frozen,
        ConfigurationFingerprint = ConfigurationHash.Of(database.Entities),
    });

    public Task ThawAsync(CancellationToken cancellationToken)
    {
        frozen.Remove();
        database.Thaw();
        return Task.CompletedTask;
    }

    public void Dispose() => http.Dispose();

    private async Task<string> RefusedAsync(SimulatedKongNode node, CancellationToken cancellationToken)
    {
        Uri upstreams = new(node.Admin, "/upstreams");
        using HttpResponseMessage answer = await http.PostAsJsonAsync(upstreams, new { name = "kong-upgrade-freeze-proof" }, cancellationToken).ConfigureAwait(false);
        return answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError ? $"POST {upstreams}: {(int)answer.StatusCode}"
            : throw new UpgradeServiceException($"The freeze does not hold: POST {upstreams} was answered {(int)answer.StatusCode}. Remove the upstream 'kong-upgrade-freeze-proof' and find out why writes pass.");
    }
}
