namespace Kong.Upgrade.Tests;

public class KongUpgradeOptionsTests
{
    private static readonly TimeSpan TooLong = TimeSpan.FromDays(49) + TimeSpan.FromTicks(1);

    [Fact]
    public void Defaults_OfEverything_AreAsDocumented()
    {
        KongUpgradeOptions options = new();

        options.CallTimeout.Should().Be(TimeSpan.FromMinutes(30));
        options.LookTimeout.Should().Be(TimeSpan.FromSeconds(30));
        options.RetreatAttemptTimeout.Should().Be(TimeSpan.FromSeconds(5));
        options.RetreatTimeout.Should().Be(TimeSpan.FromMinutes(2));
        options.GreenQuietWithin.Should().Be(TimeSpan.FromSeconds(10));
        options.RevertTimeout.Should().Be(TimeSpan.FromMinutes(10));
        options.ObserverTimeout.Should().Be(TimeSpan.FromSeconds(5));
        options.WatchInterval.Should().Be(TimeSpan.FromSeconds(1));
        options.DriftInterval.Should().Be(TimeSpan.FromSeconds(10));
        options.BlueQuietFor.Should().Be(TimeSpan.FromSeconds(10));
        options.Retries.Should().Be(3);
        options.Validate().Should().BeEmpty();
        typeof(KongUpgradeOptions).GetProperties().Should().HaveCount(11, "a new option needs its default pinned here");
    }

    public static TheoryData<Action<KongUpgradeOptions, TimeSpan>, string> Spans => new()
    {
        { (o, t) => o.CallTimeout = t, "CallTimeout" },
        { (o, t) => o.LookTimeout = t, "LookTimeout" },
        { (o, t) => o.RetreatAttemptTimeout = t, "RetreatAttemptTimeout" },
        { (o, t) => o.GreenQuietWithin = t, "GreenQuietWithin" },
        { (o, t) => o.RevertTimeout = t, "RevertTimeout" },
        { (o, t) => o.ObserverTimeout = t, "ObserverTimeout" },
        { (o, t) => o.WatchInterval = t, "WatchInterval" },
        { (o, t) => o.DriftInterval = t, "DriftInterval" },
    };

    [Theory]
    [MemberData(nameof(Spans))]
    public void Validate_SpanOutOfRange_SaysSo(Action<KongUpgradeOptions, TimeSpan> set, string name)
    {
        foreach (TimeSpan bad in new[] { TimeSpan.Zero, TimeSpan.FromTicks(-1), Timeout.InfiniteTimeSpan, TooLong, TimeSpan.MaxValue })
            Problems(o => set(o, bad)).Should().Contain($"{name} is {bad}; it must be more than zero and at most 49 days.");
        Problems(o => { set(o, TimeSpan.FromTicks(1)); }).Should().BeEmpty();
    }

    [Fact]
    public void Validate_RetreatTimeout_IsAtLeastOneAttempt()
    {
        Problems(o => o.RetreatTimeout = TimeSpan.FromSeconds(4)).Should().Equal("RetreatTimeout is 00:00:04; it must be at least RetreatAttemptTimeout, 00:00:05, and at most 49 days.");
        Problems(o => o.RetreatTimeout = TooLong).Should().Equal($"RetreatTimeout is {TooLong}; it must be at least RetreatAttemptTimeout, 00:00:05, and at most 49 days.");
        Problems(o => o.RetreatTimeout = TimeSpan.FromSeconds(5)).Should().BeEmpty();
    }

    [Fact]
    public void Validate_BlueQuietFor_IsAtLeastOneLook()
    {
        Problems(o => o.BlueQuietFor = TimeSpan.FromMilliseconds(999)).Should().Equal("BlueQuietFor is 00:00:00.9990000; it must be at least WatchInterval, 00:00:01, and at most 49 days.");
        Problems(o => o.BlueQuietFor = TooLong).Should().Equal($"BlueQuietFor is {TooLong}; it must be at least WatchInterval, 00:00:01, and at most 49 days.");
        Problems(o => o.BlueQuietFor = TimeSpan.FromSeconds(1)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Validate_Retries_AreFewOrNone(int retries, bool right) =>
        Problems(o => o.Retries = retries).Should().Equal(right ? [] : [$"Retries is {retries}; it must be from 0 to 10."]);

    [Fact]
    public void Validate_EverythingWrong_TellsAllOfIt() => Problems(o =>
    {
        o.CallTimeout = o.LookTimeout = o.RetreatAttemptTimeout = o.RevertTimeout = o.ObserverTimeout = o.WatchInterval = TimeSpan.Zero;
        o.RetreatTimeout = o.BlueQuietFor = TimeSpan.FromSeconds(-1);
        o.Retries = 99;
    }).Should().HaveCount(9);

    private static IReadOnlyList<string> Problems(Action<KongUpgradeOptions> set)
    {
        KongUpgradeOptions options = new();
        set(options);
        return options.Validate();
    }
}
