using Kong.Upgrade.Traffic;
using Kong.Upgrade.Traffic.HAProxy;
using Kong.Upgrade.Traffic.Nginx;

namespace LocalUpgrade.Settings;

/// <summary>The balancer: exactly one of both.</summary>
internal sealed record BalancerSettings(NginxOptions? Nginx, HAProxyOptions? HAProxy)
{
    public IReadOnlyList<string> Validate() => Nginx?.Validate() ?? HAProxy!.Validate();

    public static BalancerSettings From(Value value, Binder binder)
    {
        BalancerSettings settings = value.Needed("kind") == "nginx" ? new(OfNginx(value, binder), null) : new(null, OfHAProxy(value, binder));
        foreach (string problem in settings.Validate()) binder.Add(value, $"{value.Path}: {problem}");
        return settings;
    }

    private static NginxOptions OfNginx(Value value, Binder binder) => new()
    {
        IncludeFile = binder.NeededPath(value, "includeFile"),
        Blue = value.Texts("blue"),
        Green = value.Texts("green"),
        Mode = value.Choice<NginxMode>("mode"),
        Key = value.Needed("key"),
        TesterHeader = value.Text("testerHeader"),
        Mirror = TrafficShare.FromPercent(value.Number("mirror")!.Value),
        Shield = value.Switch("shield"),
        ShieldedStatuses = Statuses(value),
        Executable = binder.Executable(value, "executable"),
        ConfigurationFile = binder.Path(value, "configurationFile"),
        Prefix = binder.Path(value, "prefix"),
        AccessLog = binder.Path(value, "accessLog"),
        LingerAtMost = value.Duration("lingerAtMost")!.Value,
        ControlPort = value.Whole("controlPort"),
    };

    private static HAProxyOptions OfHAProxy(Value value, Binder binder) => new()
    {
        Socket = binder.Socket(value, "socket"),
        Backend = value.Needed("backend"),
        Blue = value.Texts("blue"),
        Green = value.Texts("green"),
        Mode = value.Choice<HAProxyMode>("mode"),
        MapFile = binder.Path(value, "mapFile"),
        Key = value.Text("key"),
        TesterHeader = value.Text("testerHeader"),
        ServerStateFile = binder.Path(value, "serverStateFile"),
        Shield = value.Switch("shield"),
        ShieldedStatuses = Statuses(value),
        AccessLogPort = value.Whole("accessLogPort"),
        AnswerWithin = value.Duration("answerWithin")!.Value,
    };

    private static IReadOnlyList<int> Statuses(Value value) => [.. value["shieldedStatuses"]!.Items.Select(i => i.Whole())];
}
