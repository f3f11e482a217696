using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Answers;

namespace Kong.Upgrade.Staging.Tests;

/// <summary>A service behind Kong as services are: dates, ids, counters, random members, several backends, headers in any order, a cache, and now and then a failure. What differs for good is planted by <see cref="Change"/>.</summary>
internal sealed class Noise(int seed)
{
    private readonly Random random = new(seed);
    private long milliseconds = 1_795_000_000_000;
    private int counter;

    /// <summary>How much of each kind there is in this run, so that not every run has all of it.</summary>
    private readonly double backends = new Random(seed).NextDouble(), failures = new Random(seed + 1).NextDouble() * 0.02, cache = new Random(seed + 2).NextDouble();

    private readonly int kinds = new Random(seed + 3).Next(2, 8), items = new Random(seed + 4).Next(0, 6);

    /// <summary>Changes green's answers.</summary>
    public Func<Answer, Answer> Change { get; init; } = answer => answer;

    public Task<StagingAnswer> AskAsync(ClusterNode node, CancellationToken cancellationToken)
    {
        Answer answer = Make(node);
        return Task.FromResult((node.Name.StartsWith("green", StringComparison.Ordinal) ? Change(answer) : answer).Of(random));
    }

    private Answer Make(ClusterNode node)
    {
        milliseconds += random.Next(1, 40);
        counter++;
        if (random.NextDouble() < failures) return new(503, new() { ["Content-Type"] = "text/plain", ["Date"] = Date() }, JsonValue.Create("upstream connect error"));
        JsonObject body = new()
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["at"] = Date(),
            ["backend"] = random.NextDouble() < backends ? "one" : random.NextDouble() < 0.9 ? "two" : "three",
            ["visits"] = counter,
            ["kind"] = random.Next(kinds),
            ["fixed"] = "value",
            ["nested"] = new JsonObject { ["price"] = 42.5, ["host"] = node.Name },
            ["items"] = new JsonArray([.. Enumerable.Range(0, random.Next(items + 1)).Select(i => (JsonNode)new JsonObject { ["n"] = i, ["random"] = random.Next(3) })]),
        };
        if (random.Next(4) == 0) body["sometimes"] = true;
        return new(200, new()
        {
            ["Content-Type"] = "application/json",
            ["Date"] = Date(),
            ["Cache-Control"] = "max-age=60",
            ["X-Cache-Status"] = random.NextDouble() < cache ? "Hit" : "Miss",
            ["Set-Cookie"] = $"session={Guid.NewGuid():N}",
            ["X-RateLimit-Remaining-Minute"] = (1000 - counter).ToString(CultureInfo.InvariantCulture),
            [random.Next(2) == 0 ? "Content-Length" : "Transfer-Encoding"] = "1",
            ["X-Kong-Proxy-Latency"] = random.Next(9).ToString(CultureInfo.InvariantCulture),
        }, body);
    }

    private string Date() => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("R", CultureInfo.InvariantCulture);

    internal sealed record Answer(int Status, Dictionary<string, string> Headers, JsonNode Body)
    {
        public StagingAnswer Of(Random random) => new()
        {
            Status = Status,
            Headers = [.. Headers.OrderBy(_ => random.Next())],
            Body = Encoding.UTF8.GetBytes(Body is JsonObject members ? new JsonObject(members.OrderBy(_ => random.Next()).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))).ToJsonString() : Body.ToJsonString()),
        };
    }
}
