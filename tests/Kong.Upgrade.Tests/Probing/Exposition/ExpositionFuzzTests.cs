using System.Text;
using CsCheck;

namespace Kong.Upgrade.Tests;

/// <summary>Whatever comes is read or refused with a place, and never differently because of the line before.</summary>
public class ExpositionFuzzTests
{
    private static readonly string[] pieces =
    [
        "up", "kong_latency_ms_bucket", "{", "}", ",", "=", "\"", "\\", "\\\\", "\\n", "\\\"", "a=\"1\"", "b=\"2\",", "le=\"+Inf\"", "é", "\xFF", "#", "# HELP ", "# TYPE ", "gauge", "# EOF", "# {", " ", "\t", "\r", "\n", "\n", "1", "-5", "0.25", "1e3", "NaN", "+Inf", "0x1", "1520879607789",
    ];

    // Lines that start alike, with the labels that they differ in anywhere, are what the reader takes a short cut for.
    private static readonly Gen<string> likeLines = Gen.Select(Gen.OneOf("a", "a_b"), Gen.OneOf("1", "12", "\\\"", "é", "\\"), Gen.OneOf(",", " , ", ",,", ""), Gen.OneOf("c=\"1\"", "c=\"\\\\\"", "cc=\"1\"", "c=\"1\",d=\"2\",", "", "c"), Gen.OneOf("} 1", "}2", "} 1 5", "", "} x", "} 1 # {x=\"y\"} 1"))
        .Select((name, value, comma, more, end) => end == "}2" ? $"b{name} 2\n" : $"{name}{{b=\"{value}\"{comma}{more}{end}\n");

    [Fact]
    public void Read_ATextThatEndsAnywhere_ReadsOrSaysWhere()
    {
        byte[] text = Encoding.UTF8.GetBytes("# HELP a \\\n# TYPE a gauge\r\na{b=\"é\\\\\\\"\\n\", c=\"\" ,} -1.5e+3 7\n\na{b=\"é\\d\",le=\"+Inf\"} 1 # {t=\"\\x\"} NaN 1.5\n# EOF\n");
        for (int length = 0; length <= text.Length; length++) Fuzzed.ReadsOrSaysWhere(text[..length]);
    }

    [Fact]
    public void Read_AnyBytes_ReadsOrSaysWhere() => Gen.Byte.Array[0, 400].Sample(Fuzzed.ReadsOrSaysWhere, iter: 5_000);

    [Fact]
    public void Read_AnyPieces_ReadsOrSaysWhere() =>
        Gen.OneOf(pieces).Array[0, 60].Sample(parts => Fuzzed.ReadsOrSaysWhere(Encoding.Latin1.GetBytes(string.Concat(parts))), iter: 20_000);

    [Fact]
    public void Read_LinesThatStartAlike_ReadsEachAsIfItWereAlone() =>
        likeLines.Array[2, 6].Sample(lines => Fuzzed.ReadsOrSaysWhere(Encoding.UTF8.GetBytes(string.Concat(lines))), iter: 20_000);

    [Fact]
    public void Read_LegalLinesThatStartAlike_ReadsEachAsIfItWereAlone() =>
        Gen.Select(Gen.OneOf("a", "ab"), Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 12], Gen.OneOf("", ",", " "))
            .Select((name, b, c, labels, end) => $"{name}{{b=\"{b}\",c=\"{c}\"{string.Concat(Enumerable.Range(0, labels).Select(n => $",l{n}=\"{n + c}\""))}{end}}} {b}\n").Array[2, 6]
            .Sample(lines => Fuzzed.ReadsOrSaysWhere(Encoding.UTF8.GetBytes(string.Concat(lines))), iter: 5_000);
}
