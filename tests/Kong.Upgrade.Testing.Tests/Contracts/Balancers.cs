using Kong.Upgrade.Testing.Contracts;
using Kong.Upgrade.Testing.Fakes;

namespace Kong.Upgrade.Testing.Tests.Contracts;

/// <summary>Fakes as balancers that a contract may trouble.</summary>
internal static class Balancers
{
    public static BalancerUnderTest Of(FakeTraffic traffic, Func<ITrafficSplitter>? another = null, Action? onRestart = null, Action? onRefuse = null) => new()
    {
        Splitter = traffic,
        Another = another ?? (() => traffic),
        Restart = _ => Do(onRestart ?? (() => { })),
        Refuse = _ => Do(onRefuse ?? (() => traffic.Refuse("the configuration is broken"))),
        Obey = _ => Do(traffic.Obey),
    };

    private static Task Do(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
