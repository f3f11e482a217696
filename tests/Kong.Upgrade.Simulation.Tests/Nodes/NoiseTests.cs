using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Tests.Nodes;

/// <summary>Two answers to one request differ in what was asked for, and in nothing else.</summary>
public class NoiseTests : NodeFixture
{
    private const int Enough = 60;

    [Fact]
    public async Task Noise_None_LetsAnswersBeTheSame()
    {
        Seen[] seen = await AskAsync(SimulatedNoise.None);
        seen.Select(s => s.Text).Distinct().Should().ContainSingle();
        seen.Should().AllSatisfy(s => s.Headers.Should().NotContainKey("X-Count"));
    }

    [Theory]
    [InlineData(SimulatedNoise.Dates, "now", "Last-Modified")]
    [InlineData(SimulatedNoise.Ids, "id", "X-Trace-Id")]
    [InlineData(SimulatedNoise.Counters, "count", "X-Count")]
    [InlineData(SimulatedNoise.Members, "extra", null)]
    public async Task Noise_OfOneKind_ChangesItsMemberAndItsHeader(SimulatedNoise noise, string member, string? header)
    {
        Seen[] seen = await AskAsync(noise);
        seen.Select(s => s.Json[member]!.ToJsonString()).Distinct().Should().HaveCountGreaterThan(1);
        seen.Select(s => Without(s.Json, member)).Distinct().Should().ContainSingle();
        if (header is not null)
            seen.Should().AllSatisfy(s => s.Headers.Should().ContainKey(header));
    }

    [Fact]
    public async Task Noise_HeaderOrder_ChangesNothingElse()
    {
        Seen[] seen = await AskAsync(SimulatedNoise.HeaderOrder);
        seen.Select(s => string.Join(",", s.Headers.Keys.Where(k => k is "X-Alpha" or "X-Beta" or "X-Gamma"))).Distinct().Should().HaveCountGreaterThan(1);
        seen.Select(s => s.Text).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Noise_ChunksAndCompression_AreThereByChanceAndLeaveTheBodyAlone()
    {
        Seen[] seen = await AskAsync(SimulatedNoise.Chunks | SimulatedNoise.Compression);
        seen.Select(s => s.Headers.ContainsKey("Content-Length")).Distinct().Should().HaveCount(2);
        seen.Select(s => s.Headers.ContainsKey("Content-Encoding")).Distinct().Should().HaveCount(2);
        seen.Select(s => s.Text).Distinct().Should().ContainSingle();
    }

    private static string Without(JsonObject body, string member) =>
        string.Join(",", body.Where(m => m.Key != member).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}:{m.Value!.ToJsonString()}"));

    private async Task<Seen[]> AskAsync(SimulatedNoise noise)
    {
        Lab.One.Noise = noise;
        Seen[] seen = new Seen[Enough];
        for (int i = 0; i < Enough; i++)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri(Lab.One.Address, "/x")) { Headers = { { "Accept-Encoding", "gzip" } } };
            using HttpResponseMessage response = await Lab.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
            Dictionary<string, string> headers = response.Headers.Concat(response.Content.Headers.NonValidated.Select(h => KeyValuePair.Create<string, IEnumerable<string>>(h.Key, h.Value)))
                .ToDictionary(h => h.Key, h => string.Join(",", h.Value));
            await using Stream body = await response.Content.ReadAsStreamAsync(Token);
            await using Stream plain = headers.ContainsKey("Content-Encoding") ? new GZipStream(body, CompressionMode.Decompress) : body;
            using StreamReader reader = new(plain);
            string text = await reader.ReadToEndAsync(Token);
            seen[i] = new(text, JsonNode.Parse(text)!.AsObject(), headers);
        }
        return seen;
    }

    private sealed record Seen(string Text, JsonObject Json, Dictionary<string, string> Headers);
}
