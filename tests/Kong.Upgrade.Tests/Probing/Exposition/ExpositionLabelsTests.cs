using System.Text;
using CsCheck;
using Kong.Upgrade.Probing.Exposition;

namespace Kong.Upgrade.Tests;

public class ExpositionLabelsTests
{
    [Fact]
    public void TryGetValue_GivesTheFirstOfThatName()
    {
        ExpositionLabels labels = Labels("up{le=\"1\",lea=\"2\",le=\"3\"} 1");
        labels.TryGetValue("le"u8, out ReadOnlySpan<byte> raw).Should().BeTrue();
        Expositions.Text(raw).Should().Be("1");
        labels.TryGetValue("l"u8, out raw).Should().BeFalse();
        raw.Length.Should().Be(0);
    }

    [Theory]
    [InlineData("plain", "plain", false)]
    [InlineData("", "", false)]
    [InlineData("a\\\\b\\\"c\\nd", "a\\b\"c\nd", true)]
    [InlineData("\\\\n", "\\n", true)]
    [InlineData("\\n", "\n", true)]
    public void TryCopyValue_TakesEscapesAway(string raw, string value, bool hasEscapes)
    {
        byte[] expected = Encoding.UTF8.GetBytes(value), copy = new byte[raw.Length];
        foreach (ExpositionLabel label in Labels($"up{{a=\"{raw}\"}} 1"))
        {
            label.HasEscapes.Should().Be(hasEscapes);
            label.TryCopyValue(copy, out int written).Should().BeTrue();
            copy[..written].Should().Equal(expected);
            for (int short1 = 0; short1 < expected.Length; short1++)
            {
                label.TryCopyValue(new byte[short1], out written).Should().BeFalse();
                written.Should().Be(0);
            }
            label.TryCopyValue(new byte[expected.Length], out _).Should().BeTrue();
        }
    }

    [Fact]
    public void Labels_OfAnyValues_ComeBackAsTheyWere() => Gen.String.Array[0, 12].Sample(values =>
    {
        // Half a surrogate pair is no text.
        string[] texts = [.. values.Select(v => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(v)))];
        string labels = string.Join(',', texts.Select((t, i) => $"l{i}=\"{t.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\""));
        int at = 0;
        foreach (ExpositionLabel label in Labels($"up{{{labels}}} 1"))
        {
            byte[] copy = new byte[label.RawValue.Length];
            label.TryCopyValue(copy, out int written).Should().BeTrue();
            Encoding.UTF8.GetString(copy, 0, written).Should().Be(texts[at]);
            Expositions.Text(label.Name).Should().Be($"l{at++}");
        }
        at.Should().Be(values.Length);
    });

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(300)]
    public void Labels_HoweverMany_AreAllThere(int count) =>
        Expositions.Read(string.Concat(Enumerable.Range(0, 3).Select(i => $"up{{{string.Concat(Enumerable.Range(0, count).Select(n => $"l{n} = \"{n},\\\"\" , "))}le=\"{i}\"}} {i}\n")))
            .Should().Equal(Enumerable.Range(0, 3).Select(i => $"up{{{string.Concat(Enumerable.Range(0, count).Select(n => $"l{n}={n},\\\","))}le={i}}} {i}"));

    [Theory]
    [InlineData(65_000)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public void Labels_HoweverLong_AreAllThere(int length)
    {
        string value = new('v', length);
        Expositions.Read($"up{{a=\"{value}\",b=\"1\"}} 1\nup{{a=\"{value}\",b=\"2\"}} 2\n").Should().Equal($"up{{a={value},b=1}} 1", $"up{{a={value},b=2}} 2");
    }

    private static ExpositionLabels Labels(string line)
    {
        ExpositionReader reader = new(Encoding.UTF8.GetBytes(line));
        reader.Read().Should().BeTrue();
        return reader.Labels;
    }
}
