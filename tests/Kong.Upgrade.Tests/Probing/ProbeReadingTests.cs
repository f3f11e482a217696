using Kong.Upgrade.Probing;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

public class ProbeReadingTests
{
    private static readonly ProbeWindow Window = new(ManualTime.Start, ManualTime.Start.AddSeconds(3));

    [Fact]
    public void Of_Nodes_CouldLook()
    {
        ProbeReading reading = ProbeReading.Of(Window, [Readings.Green(1)]);

        (reading.Window.Length, reading.CouldLook, reading.Trouble, reading.Nodes.Count).Should().Be((TimeSpan.FromSeconds(3), true, null, 1));
    }

    [Fact]
    public void CouldNotLook_Trouble_HasNoCounts()
    {
        ProbeReading reading = ProbeReading.CouldNotLook(Window, "refused");

        (reading.CouldLook, reading.Trouble, reading.Nodes.Count).Should().Be((false, "refused", 0));
    }

    [Fact]
    public void Of_WithoutSense_Throws()
    {
        ((Action)(() => ProbeReading.Of(Window, null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => ProbeReading.CouldNotLook(Window, " "))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void ErrorRate_WithoutRequests_IsNothing() => new SideTotals().ErrorRate.Should().Be(0);
}
