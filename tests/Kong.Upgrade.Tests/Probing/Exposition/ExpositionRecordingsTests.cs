using System.Globalization;
using System.Text;
using CsCheck;
using Kong.Upgrade.Probing.Exposition;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Tests;

/// <summary>What real nodes of Kong answered.</summary>
public class ExpositionRecordingsTests
{
    private const string Small = "2.8.5-to-3.9.1/s3-after-up/3.9.1/metrics.http";

    public static TheoryData<string, int, int> All => new()
    {
        { "2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/status/metrics.http", 670, 24 },
        { Small, 36, 18 },
        { "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/status/metrics.http", 452, 30 },
        { "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/status/metrics.http", 494, 30 },
        { "3.9.0-to-3.9.1/s3-after-up/3.9.1/metrics.http", 492, 30 },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Read_ARecording_GivesEveryLineOfIt(string file, int samples, int comments)
    {
        byte[] text = Body(file);
        string[] lines = [.. Encoding.UTF8.GetString(text).Split('\n').Where(l => l.Length > 0)];
        List<string> seen = Expositions.Read(text);
        seen.Count.Should().Be(samples + comments).And.Be(lines.Length);
        lines.Count(l => l[0] != '#').Should().Be(samples);
        // Kong writes neither blanks nor escapes, so that a line can be taken apart by hand.
        seen.Zip(lines).Where(s => s.Second[0] != '#').Should().OnlyContain(s => s.First == ByHand(s.Second));
        seen.Zip(lines).Where(s => s.Second[0] == '#').Should().OnlyContain(s => s.First == CommentByHand(s.Second));
    }

    [Fact]
    public void All_AreAllThereAre() =>
        Directory.EnumerateFiles(Recordings.Find(""), "metrics.http", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Recordings.Folder!, f))
            .Should().BeEquivalentTo(All.Select(a => a.Data.Item1));

    [Fact]
    public void Read_ARecordingCutAnywhere_GivesTheSameTokensInTwoBlocks()
    {
        byte[] text = Body(Small);
        List<string> whole = Expositions.Read(text);
        for (int cut = 0; cut <= text.Length; cut++) ExpositionBlocksTests.InBlocks(text, false, cut).Should().Equal(whole, $"cut at {cut}");
    }

    [Fact]
    public void Read_ARecordingThatEndsAnywhere_GivesItsStartOrSaysWhere()
    {
        byte[] text = Body(Small);
        List<string> whole = Expositions.Read(text);
        for (int length = 0; length <= text.Length; length++)
        {
            List<string> seen = Expositions.Try(text.AsSpan(0, length));
            // The last line may have lost a digit of its number or its text.
            seen.Take(seen.Count - 1).Should().Equal(whole.Take(Math.Max(0, seen.Count - 1)), $"the end at {length}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Read_ARecordingWithDamage_ReadsOrSaysWhere(string file, int samples, int comments)
    {
        byte[] text = Body(file);
        samples.Should().BeGreaterThan(comments);
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Byte, Gen.Int[0, 2]).Array[1, 3].Sample(
            damages => Fuzzed.ReadsOrSaysWhere(damages.Aggregate(text, (t, d) => Damaged(t, d.Item1 % t.Length, d.Item2, d.Item3))), iter: 100);
    }

    private static byte[] Damaged(byte[] text, int at, byte with, int how) => how switch
    {
        0 => [.. text[..at], with, .. text[(at + 1)..]],
        1 => [.. text[..at], with, .. text[at..]],
        _ => [.. text[..at], .. text[Math.Min(text.Length, at + with)..]],
    };

    private static byte[] Body(string file)
    {
        byte[] all = File.ReadAllBytes(Recordings.Find(file));
        return all[(all.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..];
    }

    private static string ByHand(string line)
    {
        string[] parts = line.Split(' ');
        string number = Expositions.Number(double.Parse(parts[1], CultureInfo.InvariantCulture));
        return $"{(parts[0].Contains('{') ? parts[0].Replace("\"", "") : $"{parts[0]}{{}}")} {number}";
    }

    private static string CommentByHand(string line)
    {
        string[] parts = line.Split(' ', 4);
        return $"{(parts[1] == "HELP" ? ExpositionToken.Help : ExpositionToken.Type)}({parts[2]}|{parts[3]})";
    }
}
