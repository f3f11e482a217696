using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;
using LocalUpgrade.Making;

namespace Kong.Upgrade.LocalUpgrade.Tests.Making;

public class ObservedProbeTests
{
    [Fact]
    public void Of_APacedProbe_IsAskedAtItsPace() =>
        ObservedProbe.Of(new Paced()).Should().BeAssignableTo<IPacedProbe>().Which.Pace.Should().Be(TimeSpan.FromMilliseconds(20));

    [Fact]
    public void Of_AProbeThatIsNotPaced_IsNotEither() => ObservedProbe.Of(new Plain()).Should().NotBeAssignableTo<IPacedProbe>();

    [Fact]
    public async Task LastSeen_OfManyShortLooks_IsOfTheLastSecond()
    {
        ObservedProbe probe = ObservedProbe.Of(new Paced());
        probe.LastSeen.Should().BeNull();
        DateTimeOffset at = DateTimeOffset.UnixEpoch;
        for (int look = 0; look < 150; look++) await probe.ReadAsync(new(at, at += TimeSpan.FromMilliseconds(20)), default);

        // Two requests a look, fifty looks a second, one failure a look.
        probe.LastSeen.Should().Be("blue 100/s, 50 failed, green 0/s, 0 failed");
    }

    [Fact]
    public async Task LastSeen_OfAProbeThatCannotLook_SaysWhy()
    {
        ObservedProbe probe = ObservedProbe.Of(new Plain());

        await probe.ReadAsync(default, default);

        probe.LastSeen.Should().Be("could not look: dark");
    }

    private sealed class Plain : IMetricsProbe
    {
        public Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken) => Task.FromResult(ProbeReading.CouldNotLook(window, "dark"));
    }

    private sealed class Paced : IPacedProbe
    {
        public TimeSpan Pace => TimeSpan.FromMilliseconds(20);

        public Task<ProbeReading> ReadAsync(ProbeWindow window, CancellationToken cancellationToken) =>
            Task.FromResult(ProbeReading.Of(window, [new() { Side = ClusterSide.Blue, Node = "b", Requests = 2, Errors = 1 }]));
    }
}
