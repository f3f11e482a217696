using Kong.Upgrade.Traffic.HAProxy;
using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Benchmarks.Balancers;

/// <summary>A way to split traffic that is measured, and what is promised of it.</summary>
/// <param name="Name">For people.</param>
/// <param name="Files">What must be installed.</param>
/// <param name="StartAsync">Starts one in front of a blue and a green port, with the shield or without.</param>
internal sealed record BalancerKind(string Name, string[] Files, Func<int, int, bool, Task<Balancer>> StartAsync)
{
    public const string HAProxyExecutable = "/usr/sbin/haproxy";

    /// <summary>Whether users must not notice a change of share.</summary>
    public bool IsSilent { get; init; } = true;

    /// <summary>Whether it gives any share exactly and can shield.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>Within how many milliseconds a retreat must be in force.</summary>
    public double RetreatWithin { get; init; } = 100;

    public string? Missing => Files.FirstOrDefault(f => !File.Exists(f));

    public static BalancerKind[] All { get; } =
    [
        HAProxy("HAProxy, map", HAProxyMode.Map),
        HAProxy("HAProxy, weights", HAProxyMode.Weights) with { IsExact = false },
        Nginx("nginx, njs", NginxMode.Njs),
        Nginx("nginx, Lua", NginxMode.Lua),
        Nginx("nginx, reload", NginxMode.Reload) with { IsSilent = false, RetreatWithin = 500 },
    ];

    public static string[] Modules(NginxMode mode) => mode switch
    {
        NginxMode.Njs => ["ngx_http_js_module.so"],
        NginxMode.Lua => ["ndk_http_module.so", "ngx_http_lua_module.so"],
        _ => [],
    };

    private static BalancerKind HAProxy(string name, HAProxyMode mode) => new(name, [Wrk.Executable, PrivateNginx.Executable, HAProxyExecutable], (blue, green, shield) => Balancer.HAProxyAsync(mode, blue, green, shield));

    private static BalancerKind Nginx(string name, NginxMode mode) =>
        new(name, [Wrk.Executable, PrivateNginx.Executable, .. Modules(mode).Select(m => PrivateNginx.Modules + m)], (blue, green, shield) => Balancer.NginxAsync(mode, blue, green, shield));
}
