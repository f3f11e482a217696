using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Tests.Replay;

/// <summary>Recorded requests to Admin APIs against nodes of those versions that serve the same database.</summary>
/// <remarks>
/// Not replayed, with the reason: endpoints.http and timers.http (the simulation has neither list), schemas_*.http (it holds
/// no full schemas to show), root.http (compared in <see cref="NodeInformationReplayTests"/>), and status bodies in value
/// (only in shape: memory and connections differ from run to run).
/// </remarks>
public class AdminReplayTests
{
    private const string Old = "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/";
    private const string Patch = "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/";

    public static TheoryData<string, string, string> Recorded => new()
    {
        { "3.4.2", Old, "by-tag" }, { "3.4.2", Old, "certificates" }, { "3.4.2", Old, "clustering_status" }, { "3.4.2", Old, "config" },
        { "3.4.2", Old, "consumers" }, { "3.4.2", Old, "debug_node_log-level" }, { "3.4.2", Old, "err-400-delete-service-with-routes" },
        { "3.4.2", Old, "err-400-fk" }, { "3.4.2", Old, "err-400-json" }, { "3.4.2", Old, "err-400-schema" }, { "3.4.2", Old, "err-404-entity" },
        { "3.4.2", Old, "err-404-path" }, { "3.4.2", Old, "err-405" }, { "3.4.2", Old, "err-409" }, { "3.4.2", Old, "err-415" },
        { "3.4.2", Old, "key-auths" }, { "3.4.2", Old, "page-badoffset" }, { "3.4.2", Old, "page-size0" }, { "3.4.2", Old, "page-size1001" },
        { "3.4.2", Old, "page1" }, { "3.4.2", Old, "page2" }, { "3.4.2", Old, "plugins" }, { "3.4.2", Old, "post-config" }, { "3.4.2", Old, "routes" },
        { "3.4.2", Old, "services" }, { "3.4.2", Old, "snis" }, { "3.4.2", Old, "status" }, { "3.4.2", Old, "tags" }, { "3.4.2", Old, "tags_lab" },
        { "3.4.2", Old, "upstreams" }, { "3.4.2", Old, "upstreams_up-one_health" }, { "3.4.2", Old, "upstreams_up-one_targets" },
        { "3.4.2", Old, "workspaces" }, { "3.4.2", Old, "workspaces-post" }, { "3.4.2", Old, "ws-prefix" },
        { "3.9.0", Patch, "page1" }, { "3.9.0", Patch, "rootconfig" }, { "3.9.0", Patch, "rootplugins" }, { "3.9.0", Patch, "rootroutes" },
        { "3.9.0", Patch, "rootservices" }, { "3.9.0", Patch, "rootstatus" }, { "3.9.0", Patch, "rootupstreams_up-one_health" },
    };

    [Theory, MemberData(nameof(Recorded))]
    public async Task AdminApi_AskedAsInTheRecording_AnswersTheSame(string version, string folder, string name)
    {
        RecordedExchange recorded = RecordedExchange.Read($"{folder}admin/{name}.http");
        await using Lab lab = await Lab.StartAsync();
        SimulatedKongNode node = await lab.NodeAsync(version, SimulatedDatabase.FromDeclarative(Recordings.Export(folder + "export.yml")));
        if (name.EndsWith("health", StringComparison.Ordinal))
            await ForceAsync(lab, node, recorded);

        await AnswersTheSameAsync(lab, node, name, recorded);
    }

    internal static async Task AnswersTheSameAsync(Lab lab, SimulatedKongNode node, string name, RecordedExchange recorded)
    {
        using HttpResponseMessage response = await lab.Client.SendAsync(recorded.Request(node.Admin), Lab.Token);

        string body = await response.Content.ReadAsStringAsync(Lab.Token);
        ((int)response.StatusCode).Should().Be(recorded.Status, body);
        Heads.Of(response).Should().Equal(Heads.Of(recorded));
        if (name.EndsWith("status", StringComparison.Ordinal) && recorded.Status == 200)
            Scrub.Shape(JsonNode.Parse(body)).Should().Be(Scrub.Shape(recorded.Json));
        else if (recorded.AnswerHeaders["Content-Type"].StartsWith("application/json", StringComparison.Ordinal))
            Scrub.Json(JsonNode.Parse(body), Blank(name)).Should().Be(Scrub.Json(recorded.Json, Blank(name)));
        else
            body.Replace("\r", "").Trim().Should().Be(recorded.Body.Trim());
    }

    /// <summary>2.8.5 left no export with the recorded ids, so its collections are compared by their members.</summary>
    [Theory, InlineData("rootservices"), InlineData("rootroutes"), InlineData("rootplugins"), InlineData("rootupstreams_up-one_health"), InlineData("page1"), InlineData("rootconfig")]
    public async Task AdminApiOf285_AskedAsInTheRecording_ShowsTheSameMembers(string name)
    {
        RecordedExchange recorded = RecordedExchange.Read($"2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/admin/{name}.http");
        await using Lab lab = await Lab.StartAsync();
        SimulatedKongNode node = await lab.NodeAsync("2.8.5", SimulatedDatabase.FromDeclarative(Recordings.Export(Old + "export.yml")));

        using HttpResponseMessage response = await lab.Client.SendAsync(recorded.Request(node.Admin), Lab.Token);

        ((int)response.StatusCode).Should().Be(recorded.Status);
        Heads.Of(response).Should().Equal(Heads.Of(recorded));
        JsonObject body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Lab.Token))!.AsObject();
        body.Select(m => m.Key).Should().BeEquivalentTo(recorded.Json!.AsObject().Select(m => m.Key));
        Members(body).Should().BeEquivalentTo(Members(recorded.Json));
        if (name == "page1")
            body["next"]!.ToString().Should().StartWith("/routes?offset=").And.NotContain("size", "2.8 forgets it");
    }

    private static IEnumerable<string> Members(JsonNode? page) =>
        page!["data"] is JsonArray data ? data.SelectMany(i => i!.AsObject().Select(m => m.Key)).Distinct() : [];

    private static string[] Blank(string name) => name switch
    {
        _ when name.StartsWith("workspaces", StringComparison.Ordinal) => ["id", "created_at", "updated_at"],
        "certificates" => ["key"], // cut out of the recordings
        "key-auths" => ["ttl"], // counts down
        _ => ["node_id"],
    };

    /// <summary>Brings the targets into the state in which the recorded node had them.</summary>
    internal static async Task ForceAsync(Lab lab, SimulatedKongNode node, RecordedExchange recorded)
    {
        foreach (JsonNode? target in recorded.Json!["data"]!.AsArray())
            (await lab.Client.PutAsync(new Uri(node.Admin, $"/upstreams/up-one/targets/{target!["target"]}/{target["health"]!.ToString().ToLowerInvariant()}"), null, Lab.Token))
                .StatusCode.Should().Be(System.Net.HttpStatusCode.NoContent);
    }
}
