using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Tests.Replay;

/// <summary>Recorded raw answers of the proxy: status line, headers and body, and in the body what the upstream was asked.</summary>
public class ProxyReplayTests
{
    private const string Blue = "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/";
    private const string Patch = "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/";

    // No usable export of 2.8.5: the lab's configuration is that of 3.4.2, but for the ids.
    private const string Ancient = "2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/";

    public static TheoryData<string, string, string, string> Recorded
    {
        get
        {
            TheoryData<string, string, string, string> rows = new();
            foreach ((string version, string export, string folder) in new[] { ("3.4.2", Blue, Blue), ("3.9.0", Patch, Patch), ("2.8.5", Blue, Ancient) })
                foreach (string name in new[] { "dead-502", "keyed-200", "keyed-401", "none-404", "plain-200", "plain-503" })
                    rows.Add(version, export, folder, name);
            foreach (string name in new[] { "debug", "keyed-bad", "plain-404", "regex" })
                rows.Add("3.4.2", Blue, Blue, name);
            return rows;
        }
    }

    [Theory, MemberData(nameof(Recorded))]
    public async Task Proxy_AskedAsInTheRecording_AnswersTheSame(string version, string export, string folder, string name)
    {
        await using Lab lab = await Lab.StartAsync();
        SimulatedKongNode node = await lab.NodeAsync(version, SimulatedDatabase.FromDeclarative(Recordings.Export(export + "export.yml")));
        await CompareAsync(lab, node, RecordedExchange.Read($"{folder}proxy/{name}.http"), sameIds: export == folder);
    }

    [Theory, InlineData("3.4.2", Blue, Blue), InlineData("3.9.0", Patch, Patch), InlineData("2.8.5", Blue, Ancient)]
    public async Task RateLimiting_SevenRequests_CountsDownAndRefusesAsRecorded(string version, string export, string folder)
    {
        await using Lab lab = await Lab.StartAsync();
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative(Recordings.Export(export + "export.yml"));
        await using SimulatedKongNode node = await SimulatedKongNode.StartAsync(lab.Options(version, database, new StillClock()), Lab.Token);
        RecordedExchange[] recorded = [.. Enumerable.Range(1, 7).Select(i => RecordedExchange.Read($"{folder}proxy/limited-{i}.http"))];
        // Probes before the recording had used up some of the five.
        for (int used = 4 - int.Parse(recorded[0].AnswerHeaders["RateLimit-Remaining"]); used > 0; used--)
            (await lab.Client.GetAsync(new Uri(node.Proxy, "/limited"), Lab.Token)).Dispose();

        foreach (RecordedExchange exchange in recorded)
            await CompareAsync(lab, node, exchange, sameIds: export == folder);
    }

    private static async Task CompareAsync(Lab lab, SimulatedKongNode node, RecordedExchange recorded, bool sameIds)
    {
        using HttpResponseMessage response = await lab.Client.SendAsync(recorded.Request(node.Proxy), Lab.Token);
        string body = await response.Content.ReadAsStringAsync(Lab.Token);
        ((int)response.StatusCode).Should().Be(recorded.Status, body);
        Heads.Of(response).Should().Equal(Heads.Of(recorded));
        JsonNode actual = JsonNode.Parse(body)!;
        if (actual["backend"] is null)
            body.Length.Should().Be(recorded.Body.TrimEnd('\n').Length, "Kong's own bodies are laid out as recorded, {0}", body);
        string[] blank = ["backend", "Host", "X-Forwarded-Port", "X-Kong-Request-Id", "request_id", "X-Lab-Id", .. sameIds ? (string[])[] : ["X-Consumer-ID", "X-Credential-Identifier"]];
        Scrub.Json(actual, blank).Should().Be(Scrub.Json(recorded.Json, blank));
    }
}
