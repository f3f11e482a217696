using System.Text;
using CsCheck;
using Kong.Upgrade.Staging.Recorded;

namespace Kong.Upgrade.Tests;

/// <summary>Whatever is in a file: it is read to its end, and everything in it is counted.</summary>
public class RecordedHostileTests
{
    private static readonly string[] pieces =
    [
        "{\"log\":{\"entries\":[", "{\"request\":{", "\"method\":\"GET\",", "\"url\":\"http://a/b\"", "\"headers\":[{\"name\":\"a\",\"value\":\"b\"}]", "}}", "]}}", ",", "\"", "\\", "\\u12", "\\ud800", "{", "}", "[", "]", ":", "null", "1e5", "true",
        "GET /a HTTP/1.1", "127.0.0.1 - - [x] \"", "\" 200 1 \"-\" \"-\"", "\\x16\\x03", "\\x", "\n", "\r\n", "\t", " ", "/", "?apikey=1&", "%", "Host: a", "POST /x y", "\uFEFF", "\u00e9", "\0", "http://", "@", "#", "-",
    ];

    private static readonly Gen<string> piece = Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);

    private static readonly string[] formatPieces = ["$request", "$request_method", "$request_uri", "$host", "${http_a}", "$upstream_addr", "$", "${", "\"", "'", "\\", " ", "log_format x ", "escape=json ", ";", "{"];

    private static readonly Gen<byte[]> contents = Gen.OneOf(
        Gen.Byte.Array[0, 300],
        piece.Array[0, 40].Select(p => Encoding.UTF8.GetBytes(string.Concat(p))),
        Gen.Select(piece.Array[0, 20], Gen.Byte.Array[0, 5]).Array[0, 5].Select(p => p.SelectMany(q => Encoding.UTF8.GetBytes(string.Concat(q.Item1)).Concat(q.Item2)).ToArray()));

    [Fact]
    public async Task Read_AnyBytes_NeverThrows() => await Gen.Select(contents, Gen.Int[1, 64]).SampleAsync(async (content, block) =>
    {
        foreach (IRecordedFormat format in (IRecordedFormat[])[new HarFormat(), new RequestLines(), new NginxLog(NginxLogFormat.Combined), new NginxLog(NginxLogFormat.Parse("\"$http_host\" $upstream_addr \"$request_method\"$request_uri \"$http_a\" $status"))])
        {
            RecordedRequests whole = await RecordedReading.OfAsync(format, content), slow = await RecordedReading.OfAsync(format, () => new SlowStream(content, block));

            // How the file comes makes no difference to what is in it.
            (slow.Read, slow.Unreadable.Count, slow.Requests.Count).Should().Be((whole.Read, whole.Unreadable.Count, whole.Requests.Count));
            whole.Requests.Should().OnlyContain(r => r.Request.Path.StartsWith('/') && r.Request.IsSafe && r.Request.Path.All(c => c > ' ' && c < '\x7F'));
            (whole.Troubles.Count == 1).Should().Be(whole.Requests.Count == 0);
        }
    }, iter: 300);

    [Fact]
    public void Parse_AnyFormatAndLine_NeverThrows() => Gen.Select(Gen.Int[0, formatPieces.Length - 1].Select(i => formatPieces[i]).Array[1, 12].Select(p => string.Concat(p)), contents).Sample((format, line) =>
    {
        NginxLogFormat parsed;
        try
        {
            parsed = NginxLogFormat.Parse(format);
        }
        catch (ArgumentException)
        {
            return;
        }
        new NginxLogLine(parsed).Read(line, new());
    }, iter: 5_000);

    [Theory]
    [InlineData("\\", "\\")]
    [InlineData("\\x", "x")]
    [InlineData("\\x4", "x4")]
    [InlineData("\\x41", "A")]
    [InlineData("\\u00", "u00")]
    [InlineData("\\u00e9\\n\\\"", "\u00e9\n\"")]
    [InlineData("\\ud800", "ud800")]
    public void Undo_EscapesThatAreCut_LeavesWhatIsThere(string value, string undone) =>
        Encoding.UTF8.GetString(new NginxEscapes(true).Undo(Encoding.UTF8.GetBytes(value))).Should().Be(undone);

    [Fact]
    public void Cut_AnyJsonInAnyBlocks_LeavesShortTextsAndShortensLongOnes() => Gen.Select(Gen.String[Gen.OneOf(Gen.Char['a', 'c'], Gen.Char["\"\\\n\u00e9\u0001"]), 0, 30].Array[0, 8], Gen.Int[1, 20]).Sample((texts, block) =>
    {
        byte[] json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(texts);
        LongTexts cut = new(10);
        byte[] to = new byte[json.Length];
        int written = 0;
        for (int at = 0; at < json.Length; at += block) written += cut.Cut(json.AsSpan(at, Math.Min(block, json.Length - at)), to.AsSpan(written));

        string[] left = System.Text.Json.JsonSerializer.Deserialize<string[]>(to.AsSpan(0, written))!;
        left.Length.Should().Be(texts.Length);
        for (int i = 0; i < texts.Length; i++)
            if (left[i] != texts[i]) (System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(left[i]).Length - 2).Should().BeInRange(10, 22);
        cut.Place(written).Should().Be(json.Length);
    }, iter: 2_000);

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class SlowStream(byte[] content, int block) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, block));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(buffer.Length, block)], cancellationToken);
    }
}
