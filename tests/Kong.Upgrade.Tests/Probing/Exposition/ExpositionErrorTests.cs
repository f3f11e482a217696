using System.Text;
using Kong.Upgrade.Probing.Exposition;

namespace Kong.Upgrade.Tests;

public class ExpositionErrorTests
{
    [Theory]
    [InlineData("9up 1", 1, 1, "a metric name was expected, but '9up 1' stands there.")]
    [InlineData("up", 1, 3, "'{' or a blank was expected, but the end of the line stands there.")]
    [InlineData("up ", 1, 4, "a number was expected, but the end of the line")]
    [InlineData("up-1 1", 1, 3, "'{' or a blank was expected, but '-1 1'")]
    [InlineData("a 1\n\n up{x=\"\"} 0x1F\n", 3, 11, "a number was expected, but '0x1F'")]
    [InlineData("up 1 2.5", 1, 6, "a timestamp in whole milliseconds was expected, but '2.5'")]
    [InlineData("up 1 9223372036854775808", 1, 6, "a timestamp in whole milliseconds")]
    [InlineData("up 1 -", 1, 6, "a timestamp in whole milliseconds")]
    [InlineData("up 1 5\0", 1, 6, "a timestamp in whole milliseconds was expected, but '5\\x00'")]
    [InlineData("up 1 2 3", 1, 8, "the end of the line was expected, but '3'")]
    [InlineData("up 1 # {} 1", 1, 6, "a timestamp in whole milliseconds was expected, but '# {} 1'")]
    [InlineData("up{", 1, 4, "the name of a label or '}' was expected, but the end of the line")]
    [InlineData("up{,} 1", 1, 4, "the name of a label or '}' was expected, but ',} 1'")]
    [InlineData("up{a=\"\",,} 1", 1, 9, "the name of a label or '}'")]
    [InlineData("up{1a=\"\"} 1", 1, 4, "the name of a label or '}'")]
    [InlineData("up{a:b=\"\"} 1", 1, 5, "'=' was expected, but ':b=\"\"} 1'")]
    [InlineData("up{a", 1, 5, "'=' was expected, but the end of the line")]
    [InlineData("up{a=", 1, 6, "'\"' was expected, but the end of the line")]
    [InlineData("up{a=b} 1", 1, 6, "'\"' was expected, but 'b} 1'")]
    [InlineData("up{a=\"b} 1\r\n", 1, 11, "'\"' was expected, but the end of the line")]
    [InlineData("up{a=\"b\\", 1, 8, "one of the escapes \\\\, \\\" and \\n was expected, but '\\'")]
    [InlineData("up{a=\"b\\t\"} 1", 1, 8, "one of the escapes \\\\, \\\" and \\n was expected, but '\\t\"} 1'")]
    [InlineData("up{a=\"b\"", 1, 9, "',' or '}' was expected, but the end of the line")]
    [InlineData("up{a=\"b\" c=\"\"} 1", 1, 10, "',' or '}' was expected, but 'c=\"\"} 1'")]
    [InlineData("up{a=\"b\"}", 1, 10, "a number was expected, but the end of the line")]
    [InlineData("{\"up\"} 1", 1, 1, "a metric name without quotes (this reader does not know the UTF-8 extension with names in quotes)")]
    [InlineData("\"up\" 1", 1, 1, "a metric name without quotes")]
    [InlineData("up{\"a.b\"=\"c\"} 1", 1, 4, "a metric name without quotes")]
    [InlineData("# HELP", 1, 7, "a metric name was expected, but the end of the line")]
    [InlineData("# HELP up-time x", 1, 10, "a blank after the metric's name was expected, but '-time x'")]
    [InlineData("# TYPE up", 1, 10, "a type (counter, gauge,")]
    [InlineData("# TYPE up speed", 1, 11, "a type (counter, gauge,")]
    [InlineData("# TYPE up gauge x", 1, 17, "the end of the line was expected, but 'x'")]
    [InlineData("caf\u00e9 1", 1, 4, "'{' or a blank was expected, but '\\xC3\\xA9 1'")]
    [InlineData("up 1\v", 1, 4, "a number was expected, but '1\\x0B'")]
    public void Read_AMalformedLine_SaysWhereAndWhatWasExpected(string text, long line, long column, string what)
    {
        ExpositionException e = Assert.Throws<ExpositionException>(() => Expositions.Read(text));
        (e.Line, e.Column).Should().Be((line, column));
        e.Message.Should().StartWith($"Metrics, line {line}, column {column}: {what}").And.EndWith("Look at what the node answers to GET /metrics.");
    }

    [Theory]
    [InlineData(new byte[] { 0xFF }, 1)]
    [InlineData(new byte[] { (byte)'x', 0xC3 }, 2)]
    [InlineData(new byte[] { 0xC3, 0xA9, 0xED, 0xA0, 0x80 }, 3)]
    public void Read_ALabelThatIsNoUtf8_SaysWhichByte(byte[] value, int at)
    {
        byte[] text = [.. "up{a=\"\u00e9\"} 1\nup{a=\""u8, .. value, .. "\"} 1\n"u8];
        ExpositionException e = Assert.Throws<ExpositionException>(() => Expositions.Read(text));
        (e.Line, e.Column).Should().Be((2, 6 + at));
        e.Message.Should().Contain("UTF-8 was expected, but '\\x");
    }

    [Fact]
    public void Read_ACharacterCutWhereTheLineBeforeGoesOn_IsNoUtf8() =>
        Expositions.Try([.. "up{a=\"\u00e9\"} 1\nup{a=\""u8, 0xC3, .. "\"} 1\n"u8])[1].Should().Contain("line 2, column 7: UTF-8");

    [Fact]
    public void Read_AfterAMalformedLine_StaysThere()
    {
        ExpositionReader reader = new("up 1\nup x\nup 2\n"u8);
        reader.Read().Should().BeTrue();
        for (int i = 0; i < 3; i++) Fails(ref reader).Should().Be((2, 4));
        reader.BytesConsumed.Should().Be(5);
    }

    [Fact]
    public void Read_ALongMalformedLine_IsQuotedInPart() =>
        Expositions.Try(Encoding.UTF8.GetBytes($"up {new string('x', 1000)}")).Single().Should().Contain($"but '{new string('x', 24)}…' stands there");

    [Fact]
    public void Exception_IsOfTheLibraryAndNotTransient() =>
        new ExpositionException(3, 4, "x.").Should().Match<KongUpgradeException>(e => !e.IsTransient && e.Message == "Metrics, line 3, column 4: x. Nothing from this line on was read. Look at what the node answers to GET /metrics.");

    private static (long Line, long Column) Fails(ref ExpositionReader reader)
    {
        try
        {
            reader.Read();
            return default;
        }
        catch (ExpositionException e)
        {
            return (e.Line, e.Column);
        }
    }
}
