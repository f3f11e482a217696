using System.Text;
using Kong.Upgrade.Probing.Exposition;

namespace Kong.Upgrade.Tests;

public class ExpositionBlocksTests
{
    private const string Tricky = "\r\n# HELP a Größe\r\n# TYPE a gauge\r\n\na{b=\"é\",c=\"\\\"\\n\"} 1\r\na{b=\"é\",c=\"x\"} -1.5e3 7\n \na 2\n#\na{b=\"é\",c=\"x\",d=\"\"} NaN";

    [Theory]
    [InlineData(Tricky, false)]
    [InlineData("a{b=\"1\"} 1 # {t=\"1\"} 2 3\r\na{b=\"2\"} 1 1.5\n# UNIT a_b b\n\n# EOF\n", true)]
    public void Blocks_CutAnywhereTwice_GiveTheSameTokens(string text, bool isOpenMetrics)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        List<string> whole = Expositions.Read(bytes, isOpenMetrics);
        whole.Should().HaveCountGreaterThan(3);
        for (int first = 0; first <= bytes.Length; first++)
            for (int second = first; second <= bytes.Length; second++)
                InBlocks(bytes, isOpenMetrics, first, second).Should().Equal(whole, $"cut at {first} and {second}");
    }

    [Fact]
    public void Read_ABlockThatIsNotFinal_StopsBeforeAnUnfinishedLine()
    {
        ExpositionReader reader = new("a 1\nb 2"u8, isFinalBlock: false);
        reader.Read().Should().BeTrue();
        for (int i = 0; i < 3; i++) reader.Read().Should().BeFalse();
        (reader.BytesConsumed, reader.CurrentState.LinesRead).Should().Be((4, 1));
    }

    [Fact]
    public void Read_AMalformedLineOfALaterBlock_CountsLinesFromTheFirst()
    {
        ExpositionReader reader = new("a 1\n\nb 2\nc"u8, isFinalBlock: false);
        while (reader.Read()) ;
        Expositions.Try("c x\n"u8, state: reader.CurrentState).Single().Should().StartWith("Metrics, line 4, column 3:");
    }

    internal static List<string> InBlocks(byte[] text, bool isOpenMetrics, params int[] cuts)
    {
        List<string> seen = [];
        ExpositionReaderState state = new(isOpenMetrics);
        int consumed = 0;
        for (int block = 0; block <= cuts.Length; block++)
        {
            bool isFinal = block == cuts.Length;
            ExpositionReader reader = new(text.AsSpan(consumed, (isFinal ? text.Length : cuts[block]) - consumed), isFinal, state);
            while (reader.Read()) seen.Add(Expositions.Describe(in reader));
            state = reader.CurrentState;
            consumed += (int)reader.BytesConsumed;
        }
        consumed.Should().Be(text.Length);
        return seen;
    }
}
