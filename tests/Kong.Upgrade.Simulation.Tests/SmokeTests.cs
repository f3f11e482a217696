namespace Kong.Upgrade.Simulation.Tests;

public class SmokeTests
{
    [Fact]
    public void Works() => 1.Should().Be(1);
}
