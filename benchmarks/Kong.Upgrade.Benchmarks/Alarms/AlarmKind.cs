using Kong.Upgrade.Benchmarks.Balancers;
using Kong.Upgrade.Traffic.HAProxy;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Benchmarks.Alarms;

/// <summary>A balancer whose access log is the run's only probe.</summary>
/// <param name="Name">For people.</param>
/// <param name="IsShielded">Whether blue answers what green failed.</param>
/// <param name="IsPromised">Whether a limit is promised of it.</param>
/// <param name="StartAsync">Starts one in front of blue and a green that breaks.</param>
internal sealed record AlarmKind(string Name, bool IsShielded, bool IsPromised, Func<Backends, Task<Balancer>> StartAsync)
{
    public static AlarmKind[] All { get; } =
    [
        Nginx("nginx, njs", NginxMode.Njs), Nginx("nginx, njs", NginxMode.Njs, shield: true),
        Nginx("nginx, Lua", NginxMode.Lua), Nginx("nginx, Lua", NginxMode.Lua, shield: true),
        Nginx("nginx, njs", NginxMode.Njs, isSingle: true), Nginx("nginx, Lua", NginxMode.Lua, isSingle: true),
        Nginx("nginx, reload", NginxMode.Reload),
        new("HAProxy, map, 1 node a side", false, false, b => Balancer.HAProxyAsync(HAProxyMode.Map, b.Blue, b.BreakingGreen, false, isLogged: true)),
    ];

    /// <param name="isSingle">One node a side, not four: by how much failures come in clusters can then not be measured.</param>
    private static AlarmKind Nginx(string name, NginxMode mode, bool shield = false, bool isSingle = false) =>
        new($"{name}, {(isSingle ? "1 node" : "4 nodes")} a side{(shield ? ", shielded" : "")}", shield, mode is not NginxMode.Reload, b => isSingle
            ? Balancer.NginxAsync(mode, [b.Blue], [b.BreakingGreen], shield, isLogged: true)
            : Balancer.NginxAsync(mode, [b.Blue, .. b.MoreBlue], [b.BreakingGreen, .. b.MoreBreakingGreen], shield, isLogged: true));
}
