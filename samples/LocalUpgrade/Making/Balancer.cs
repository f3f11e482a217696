using Kong.Upgrade;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic.HAProxy;
using Kong.Upgrade.Traffic.Nginx;
using LocalUpgrade.Settings;
using Microsoft.Extensions.Logging;

namespace LocalUpgrade.Making;

/// <summary>The balancer's splitter, what looks at its traffic, and what its configuration needs.</summary>
/// <param name="Traffic">Splits.</param>
/// <param name="Probe">Looks.</param>
/// <param name="ConfigurationToAdd">What a person adds once.</param>
/// <param name="PrepareAsync">Makes the balancer load what the splitter owns; the share stays as it is. Does nothing where all is well.</param>
internal sealed record Balancer(ITrafficSplitter Traffic, IMetricsProbe Probe, Func<string> ConfigurationToAdd, Func<CancellationToken, Task> PrepareAsync)
{
    public static Balancer Of(BalancerSettings settings, ILoggerFactory? loggers)
    {
        if (settings.Nginx is { } nginx)
        {
            NginxTrafficSplitter splitter = new(nginx, loggers: loggers);
            return new(splitter, new AccessLogProbe(nginx), splitter.ConfigurationToAdd, splitter.PrepareAsync);
        }
        HAProxyTrafficSplitter haproxy = new(settings.HAProxy!, loggers: loggers);
        return new(haproxy, settings.HAProxy!.AccessLogPort is null ? new HAProxyProbe(settings.HAProxy) : AccessLogProbe.OfHAProxy(settings.HAProxy), haproxy.ConfigurationToAdd, _ => Task.CompletedTask);
    }
}
