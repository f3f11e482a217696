using Kong.Upgrade.Benchmarks.Balancers;
using Kong.Upgrade.Traffic.HAProxy;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Benchmarks.Alarms;

/// <summary>A balancer whose access log is the run's only probe.</summary>
/// <param name="Name">For people.</param>
/// <param name="IsShielded">Whether blue answers what green failed.</param>
/// <param name="IsPromised">Whether a limit is promised of it.</param>
/// <param name="StartAsync">Starts one in front of a blue and a green port.</param>
internal sealed record AlarmKind(string Name, bool IsShielded, bool IsPromised, Func<int, int, Task<Balancer>> StartAsync)
{
    public static AlarmKind[] All { get; } =
    [
        Nginx("nginx, njs", NginxMode.Njs, shield: false), Nginx("nginx, njs", NginxMode.Njs, shield: true),
        Nginx("nginx, Lua", NginxMode.Lua, shield: false), Nginx("nginx, Lua", NginxMode.Lua, shield: true),
        Nginx("nginx, reload", NginxMode.Reload, shield: false),
        new("HAProxy, map", false, false, (blue, green) => Balancer.HAProxyAsync(HAProxyMode.Map, blue, green, false, isLogged: true)),
    ];

    private static AlarmKind Nginx(string name, NginxMode mode, bool shield) =>
        new(shield ? $"{name}, shielded" : name, shield, mode is not NginxMode.Reload, (blue, green) => Balancer.NginxAsync(mode, blue, green, shield, isLogged: true));
}
