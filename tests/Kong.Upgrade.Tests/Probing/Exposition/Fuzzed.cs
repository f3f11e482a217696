using System.Text;
using Kong.Upgrade.Probing.Exposition;

namespace Kong.Upgrade.Tests;

/// <summary>What holds of every text, whatever it is.</summary>
internal static class Fuzzed
{
    public static void ReadsOrSaysWhere(byte[] text)
    {
        foreach (bool isOpenMetrics in (bool[])[false, true])
        {
            List<string> whole = Expositions.Try(text, isOpenMetrics);
            whole.Should().Equal(LineByLine(text, isOpenMetrics), Encoding.Latin1.GetString(text));
            whole.Count.Should().BeLessThanOrEqualTo(text.Count(b => b == '\n') + 2);
        }
    }

    /// <summary>Each line by a reader of its own, which has seen no line before.</summary>
    private static List<string> LineByLine(ReadOnlySpan<byte> text, bool isOpenMetrics)
    {
        List<string> seen = [];
        ExpositionReaderState state = new(isOpenMetrics);
        try
        {
            while (text.Length > 0)
            {
                int length = text.IndexOf((byte)'\n') + 1;
                bool isFinal = length == 0;
                ExpositionReader reader = new(isFinal ? text : text[..length], isFinal, state);
                while (reader.Read()) seen.Add(Expositions.Describe(in reader));
                state = reader.CurrentState;
                text = text[(int)reader.BytesConsumed..];
            }
            ExpositionReader last = new(default, true, state);
            last.Read().Should().BeFalse();
        }
        catch (ExpositionException e)
        {
            seen.Add(e.Message);
        }
        return seen;
    }
}
