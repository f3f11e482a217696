using System.Text;
using Kong.Upgrade.Probing.Exposition;

namespace Kong.Upgrade.Tests;

public class ExpositionReaderTests
{
    [Theory]
    [InlineData("up 1", "up{} 1")]
    [InlineData("up 1\n", "up{} 1")]
    [InlineData("up 1\r\n", "up{} 1")]
    [InlineData("up\t1", "up{} 1")]
    [InlineData(" \tup  1 \t", "up{} 1")]
    [InlineData("up{} 1", "up{} 1")]
    [InlineData("up{}1", "up{} 1")]
    [InlineData("up { } 1", "up{} 1")]
    [InlineData("_:a9{a=\"1\"} 1", "_:a9{a=1} 1")]
    [InlineData("up{a=\"1\",} 1", "up{a=1} 1")]
    [InlineData("up{a=\"1\", b=\"\" , } 1", "up{a=1,b=} 1")]
    [InlineData("up\t{\ta\t=\t\"1\"\t,\tb = \"2\" }\t1", "up{a=1,b=2} 1")]
    [InlineData("up{a=\"}# ,=\t\"} 1", "up{a=}# ,=\t} 1")]
    [InlineData("up{a=\"\r\"} 1\r\n", "up{a=\r} 1")]
    [InlineData("up{a=\"\\\\\",b=\"\\\"\",c=\"\\n\"} 1", "up{a=\\\\,b=\\\",c=\\n} 1")]
    [InlineData("up 1 1520879607789", "up{} 1 @1520879607789")]
    [InlineData("up{} 1\t-5\t\r\n", "up{} 1 @-5")]
    [InlineData("up 1 +5", "up{} 1 @5")]
    [InlineData("up 1 9223372036854775807", "up{} 1 @9223372036854775807")]
    [InlineData("up 1 -9223372036854775808", "up{} 1 @-9223372036854775808")]
    public void Read_ASample_GivesNameLabelsValueAndTime(string text, string expected) => Expositions.Read(text).Should().Equal(expected);

    [Theory]
    [InlineData("# HELP up Is it \\\\ up?\\n", "Help(up|Is it \\\\ up?\\n)")]
    [InlineData("# HELP up", "Help(up|)")]
    [InlineData("# HELP up \r\n", "Help(up|)")]
    [InlineData(" #\tHELP\tup\t Is  it ", "Help(up|Is  it )")]
    [InlineData("#HELP up yes", "Help(up|yes)")]
    [InlineData("# TYPE up gauge", "Type(up|gauge)")]
    [InlineData("#\tTYPE  up  histogram \r\n", "Type(up|histogram)")]
    [InlineData("# UNIT up seconds", "Comment(|UNIT up seconds)")]
    [InlineData("# EOF", "Comment(|EOF)")]
    [InlineData("# HELPER up", "Comment(|HELPER up)")]
    [InlineData("# help up", "Comment(|help up)")]
    [InlineData("#", "Comment(|)")]
    [InlineData("##  any\t{thing \\ ", "Comment(|#  any\t{thing \\ )")]
    public void Read_ALineThatStartsWithAHash_TellsWhatItIs(string text, string expected) => Expositions.Read(text).Should().Equal(expected);

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n \t\r\n\n  ")]
    public void Read_BlankLines_GivesNothing(string text) => Expositions.Read(text).Should().BeEmpty();

    [Fact]
    public void Read_ValuesOfLabels_MayBeAnyUtf8() => Expositions.Read("up{a=\"Köln\",b=\"東京\",c=\"\0\U0001F98D\"} 1").Should().Equal(Encoding.Latin1.GetString("up{a=Köln,b=東京,c=\0\U0001F98D} 1"u8));

    [Fact]
    public void Read_HelpAndComments_MayBeAnyBytes() =>
        Expositions.Read([.. "# HELP up "u8, 0xFF, .. "\n# "u8, 0xFF]).Should().Equal("Help(up|\xFF)", "Comment(|\xFF)");

    [Fact]
    public void LineNumber_CountsBlankLinesToo()
    {
        ExpositionReader reader = new("\n\r\n# x\n\nup 1"u8);
        (reader.LineNumber, reader.Token).Should().Be((0, ExpositionToken.Unknown));
        reader.Read().Should().BeTrue();
        reader.LineNumber.Should().Be(3);
        reader.Read().Should().BeTrue();
        reader.LineNumber.Should().Be(5);
        reader.Read().Should().BeFalse();
        (reader.Token, reader.Name.Length, reader.Labels.Count, reader.BytesConsumed).Should().Be((ExpositionToken.Unknown, 0, 0, 12));
        reader.CurrentState.LinesRead.Should().Be(5);
    }

    [Fact]
    public void Read_ASampleWithoutLabelsBetween_LeavesTheOthersAsTheyAre() =>
        Expositions.Read("abc{x=\"1\"} 1\nz 5\nabc{x=\"2\"} 2\n# z\nabc{x=\"3\"} 3\n").Should().Equal("abc{x=1} 1", "z{} 5", "abc{x=2} 2", "Comment(|z)", "abc{x=3} 3");

    [Fact]
    public void Labels_OfAnEarlierSample_StayTrue()
    {
        ExpositionReader reader = new("a{x=\"1\",y=\"2\"} 1\na{x=\"1\",y=\"3\"} 2\nb 1\n# c\n"u8);
        reader.Read();
        ExpositionLabels first = reader.Labels;
        while (reader.Read()) reader.Labels.Count.Should().Be(reader.Token == ExpositionToken.Sample && reader.Name.SequenceEqual("a"u8) ? 2 : 0);
        first.TryGetValue("y"u8, out ReadOnlySpan<byte> value).Should().BeTrue();
        Expositions.Text(value).Should().Be("2");
    }
}
