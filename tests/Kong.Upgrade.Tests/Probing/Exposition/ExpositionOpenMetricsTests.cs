using Kong.Upgrade.Probing.Exposition;

namespace Kong.Upgrade.Tests;

public class ExpositionOpenMetricsTests
{
    [Theory]
    [InlineData("up 1 1520879607.789", "up{} 1 @1520879607789")]
    [InlineData("up 1 1520879607", "up{} 1 @1520879607000")]
    [InlineData("up 1 1.5e9", "up{} 1 @1500000000000")]
    [InlineData("up 1 -0.0004", "up{} 1 @0")]
    [InlineData("up 1 -1.2346", "up{} 1 @-1235")]
    [InlineData("a_bucket{le=\"1\"} 5 # {} 0.5", "a_bucket{le=1} 5 #{} 0.5")]
    [InlineData("a_bucket{le=\"1\"} 5 # {trace_id=\"a\\\"}\",b=\"2\"} 0.5 1520879607.789", "a_bucket{le=1} 5 #{trace_id=a\\\"},b=2} 0.5 @1520879607789")]
    [InlineData("a_total 5 7 # {t=\"1\"} NaN\r", "a_total{} 5 @7000 #{t=1} NaN")]
    [InlineData("up{a=\"\\d\\é\"} 1", "up{a=\\d\\Ã©} 1")]
    [InlineData("# UNIT up_seconds seconds", "Unit(up_seconds|seconds)")]
    [InlineData("# TYPE up stateset", "Type(up|stateset)")]
    [InlineData("# EOF x", "Comment(|EOF x)")]
    public void Read_ALine_GivesWhatOpenMetricsMeans(string line, string expected) =>
        Expositions.Read($"{line}\n# EOF\n", isOpenMetrics: true).Should().Equal(expected, "End(|)");

    [Fact]
    public void Read_AnExemplar_IsGoneWithTheNextLine()
    {
        ExpositionReader reader = new("a 1 # {t=\"1\"} 2 3\na 1\n# EOF"u8, true, new(isOpenMetrics: true));
        reader.Read();
        (reader.HasExemplar, reader.ExemplarLabels.Count, reader.ExemplarValue, reader.ExemplarTimestampMilliseconds).Should().Be((true, 1, 2, 3000));
        reader.Read();
        (reader.HasExemplar, reader.ExemplarLabels.Count, reader.ExemplarValue, reader.ExemplarTimestampMilliseconds).Should().Be((false, 0, 0, null));
    }

    [Theory]
    [InlineData("", 1, 1, "# EOF was expected, but the text ends.")]
    [InlineData("up 1\n", 2, 1, "# EOF was expected, but the text ends.")]
    [InlineData("# EOF\n\nup 1\n", 3, 1, "nothing after # EOF was expected, but 'up 1'")]
    [InlineData("# EOF\n# EOF\n", 2, 1, "nothing after # EOF")]
    [InlineData("up 1 NaN\n", 1, 6, "a timestamp in seconds was expected, but 'NaN'")]
    [InlineData("up 1 1e300\n", 1, 6, "a timestamp in seconds")]
    [InlineData("up 1 +Inf\n", 1, 6, "a timestamp in seconds")]
    [InlineData("up 1 2 3\n", 1, 8, "an exemplar or the end of the line was expected, but '3'")]
    [InlineData("up 1 #\n", 1, 7, "'{' was expected, but the end of the line")]
    [InlineData("up 1 # {a\n", 1, 10, "'=' was expected")]
    [InlineData("up 1 # {a=\"\"}\n", 1, 14, "a number was expected")]
    [InlineData("up 1 # {a=\"\"} 1 x\n", 1, 17, "a timestamp in seconds was expected, but 'x'")]
    [InlineData("up 1 # {a=\"\"} 1 2 3\n", 1, 19, "the end of the line was expected, but '3'")]
    [InlineData("up{a=\"b\\\n", 1, 9, "'\"' was expected, but the end of the line")]
    [InlineData("# UNIT\n", 1, 7, "a metric name was expected")]
    public void Read_AMalformedText_SaysWhereAndWhatWasExpected(string text, long line, long column, string what)
    {
        ExpositionException e = Assert.Throws<ExpositionException>(() => Expositions.Read(text, isOpenMetrics: true));
        (e.Line, e.Column).Should().Be((line, column));
        e.Message.Should().StartWith($"Metrics, line {line}, column {column}: {what}");
    }

    [Fact]
    public void CurrentState_AfterTheEnd_SaysSo()
    {
        ExpositionReader reader = new("up 1\n# EOF\n"u8, isFinalBlock: false, new(isOpenMetrics: true));
        while (reader.Read()) ;
        (reader.CurrentState.IsOpenMetrics, reader.CurrentState.HasEnded, reader.CurrentState.LinesRead).Should().Be((true, true, 2));
        new ExpositionReader(default, true, reader.CurrentState).Read().Should().BeFalse();
    }
}
