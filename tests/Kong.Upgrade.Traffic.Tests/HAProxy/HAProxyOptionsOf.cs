using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.HAProxy;

namespace Kong.Upgrade.Traffic.Tests.HAProxy;

internal static class HAProxyOptionsOf
{
    public static HAProxyOptions Weights(HAProxyInstance haproxy) => new() { Socket = haproxy.Socket, Backend = "kong", Blue = ["blue1", "blue2"], Green = ["green1", "green2"], AnswerWithin = TimeSpan.FromSeconds(20) };

    public static HAProxyOptions Map(HAProxyInstance haproxy)
    {
        HAProxyOptions options = Weights(haproxy);
        (options.Mode, options.MapFile) = (HAProxyMode.Map, haproxy.MapFile);
        return options;
    }

    public static HAProxyOptions Of(HAProxyMode mode, HAProxyInstance haproxy) => mode is HAProxyMode.Map ? Map(haproxy) : Weights(haproxy);

    /// <summary>Starts HAProxy with the printed lines, having done what they ask a person to do.</summary>
    public static async Task<HAProxyTrafficSplitter> StartAsync(this HAProxyInstance haproxy, HAProxyOptions options, Func<string, string>? change = null)
    {
        HAProxyInstance.SkipIfAbsent();
        if (options.MapFile is { } map) await File.WriteAllTextAsync(map, "share 0\n");
        HAProxyTrafficSplitter splitter = new(options);
        await haproxy.StartAsync(splitter.ConfigurationToAdd(), change);
        return splitter;
    }
}
