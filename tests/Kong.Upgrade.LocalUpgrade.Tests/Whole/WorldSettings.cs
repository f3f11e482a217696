using System.Text.Json.Nodes;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.LocalUpgrade.Tests.Whole;

/// <summary>The settings file of a world: a quick plan, and nothing that a real installation would not have but the version of the simulated executable.</summary>
internal static class WorldSettings
{
    public const string PasswordVariable = "KONG_UPGRADE_TEST_ADMIN";

    public static JsonObject Of(World world, JsonObject balancer, string from)
    {
        Environment.SetEnvironmentVariable(PasswordVariable, PostgresServer.Password);
        JsonObject settings = new()
        {
            ["blue"] = Cluster(from, world.Configuration, world.Blue, null),
            ["green"] = Cluster("3.9.1", world.Configuration, world.Green, world.Ways),
            ["database"] = JsonNode.Parse($$"""{ "administrator": { "user": "admin", "passwordFrom": { "environment": "{{PasswordVariable}}" } } }"""),
            ["balancer"] = balancer,
            ["stages"] = new JsonArray(10, 50, 100),
            ["soak"] = "1s",
            ["bake"] = "2s",
            ["holdAtMost"] = "1m",
            // Between the balancer and green there is one hop more, a FaultyWay: times are not comparable here.
            ["judge"] = JsonNode.Parse("""{ "baseline": "1s", "warmUp": "0s", "acceptedHarm": 0.03, "falseAcceptance": 0.1, "unknownDispersion": 1, "ignored": ["requestLatency"] }"""),
            ["stagingTests"] = JsonNode.Parse("""[{ "name": "the live route answers", "path": "/live", "expectStatus": 200 }]"""),
            ["watch"] = JsonNode.Parse("""{ "every": "200ms", "driftEvery": "2s", "blueQuietFor": "1s" }"""),
            ["clusters"] = JsonNode.Parse("""{ "stopWithin": "5s", "drainWithin": "2m", "readyWithin": "2m" }"""),
            ["backup"] = new JsonObject { ["directory"] = "backups", ["toolsDirectory"] = Path.GetDirectoryName(world.Server.Tool("pg_dump")) },
            ["journal"] = "journal",
            ["approval"] = JsonNode.Parse("""{ "mode": "none", "reason": "a test" }"""),
            ["afterRollback"] = "thaw",
        };
        if (from != "3.9.0") settings["acknowledge"] = JsonNode.Parse("""[{ "risk": "minorJump", "reason": "a test" }]""");
        return settings;
    }

    private static JsonObject Cluster(string version, string configuration, Node[] nodes, FaultyWay[]? ways) => new()
    {
        ["version"] = version,
        ["executable"] = SimulatedKong.Path,
        ["configuration"] = configuration,
        ["environment"] = new JsonObject { ["SIMULATED_KONG_VERSION"] = version },
        ["nodes"] = new JsonArray([.. nodes.Select((node, at) => (JsonNode)One(node, ways?[at]))]),
    };

    private static JsonObject One(Node node, FaultyWay? way)
    {
        JsonObject one = new()
        {
            ["name"] = node.Name,
            ["prefix"] = node.Prefix,
            ["environment"] = new JsonObject(node.Environment.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)e.Value))),
        };
        if (way is not null) one["proxy"] = $"http://{way.Address}";
        return one;
    }
}
