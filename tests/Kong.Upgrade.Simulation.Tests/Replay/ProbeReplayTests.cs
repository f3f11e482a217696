using System.Text.RegularExpressions;

namespace Kong.Upgrade.Simulation.Tests.Replay;

/// <summary>Every probe of every recording against a node of that version, serving an export of that database.</summary>
/// <remarks>
/// Not replayed, with the reason:
/// - the backend's name in proxied answers: which of two targets has its turn is chance.
/// - "proxy GET /limited" where 429 was recorded: how much of the minute earlier probes had used is not in the recording;
///   limited-*.http is replayed instead. The row is then asked for 200 or 429.
/// - x2.probe.txt of 3.4.2 (a node that has not heard of the routes yet) is replayed in SecondNodeReplayTests.
/// </remarks>
public partial class ProbeReplayTests
{
    private const string Old = "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/export.yml";
    private const string Green = "3.4.2-to-3.9.1/s4-clean-up-finish/4-export-new.yml";
    private const string OldAfterFinish = "3.4.2-to-3.9.1/s4-clean-up-finish/4-export-old.yml";
    private const string Patch0 = "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/export.yml";
    private const string Patch1 = "3.9.0-to-3.9.1/s4-after-finish/3.9.1/export.yml";

    // 2.8.5 has no usable export before finish; the lab's configuration is the same everywhere, so that of 3.4.2 stands in.
    public static TheoryData<string, string, string> Probes => new()
    {
        { "2.8.5", Old, "2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/x1" },
        { "2.8.5", Old, "2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/x2" },
        { "2.8.5", Old, "2.8.5-to-3.9.1/s3-after-up/2.8.5/x1" },
        { "2.8.5", Old, "2.8.5-to-3.9.1/s3-after-up/2.8.5/x1-after-new-writes" },
        { "2.8.5", Old, "2.8.5-to-3.9.1/s3-after-up/2.8.5/x1-after-reload" },
        { "2.8.5", "2.8.5-to-3.9.1/s4-after-finish/2.8.5/export.yml", "2.8.5-to-3.9.1/s4-after-finish/2.8.5/x1-after-finish-and-reload" },
        { "3.9.1", "2.8.5-to-3.9.1/s4-after-finish/3.9.1/export.yml", "2.8.5-to-3.9.1/s3-after-up/3.9.1/y1" },
        { "3.9.1", "2.8.5-to-3.9.1/s4-after-finish/3.9.1/export.yml", "2.8.5-to-3.9.1/s4-after-finish/3.9.1/y1" },
        { "3.4.2", Old, "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/x1" },
        { "3.4.2", Old, "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/x1-settled" },
        { "3.4.2", Old, "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/x2-settled" },
        { "3.4.2", Old, "3.4.2-to-3.9.1/s3-after-up/3.4.2/x1-untouched" },
        { "3.4.2", Old, "3.4.2-to-3.9.1/s3-after-up/3.4.2/x2-untouched" },
        { "3.4.2", Old, "3.4.2-to-3.9.1/s3-after-up/3.4.2/x1-after-new-writes" },
        { "3.4.2", Old, "3.4.2-to-3.9.1/s3-after-up/3.4.2/x2-after-new-writes" },
        { "3.4.2", OldAfterFinish, "3.4.2-to-3.9.1/s3-after-up/3.4.2/x1-after-reload" },
        { "3.4.2", OldAfterFinish, "3.4.2-to-3.9.1/s3-after-up/3.4.2/x2-after-restart" },
        { "3.9.1", "3.4.2-to-3.9.1/s3-after-up/3.9.1/export.yml", "3.4.2-to-3.9.1/s3-after-up/3.9.1/y1-just-started" },
        { "3.9.1", "3.4.2-to-3.9.1/s3-after-up/3.9.1/export.yml", "3.4.2-to-3.9.1/s3-after-up/3.9.1/y1" },
        { "3.9.1", "3.4.2-to-3.9.1/s3-after-up/3.9.1/export.yml", "3.4.2-to-3.9.1/s3-after-up/3.9.1/y2" },
        { "3.4.2", Old, "3.4.2-to-3.9.1/s4-clean-up-finish/1-old-before-up" },
        { "3.4.2", Old, "3.4.2-to-3.9.1/s4-clean-up-finish/2-old-after-up" },
        { "3.4.2", Old, "3.4.2-to-3.9.1/s4-clean-up-finish/2-old-after-up-and-reload" },
        { "3.9.1", Green, "3.4.2-to-3.9.1/s4-clean-up-finish/2-new-after-up" },
        { "3.9.1", Green, "3.4.2-to-3.9.1/s4-clean-up-finish/3-new-after-finish" },
        { "3.4.2", Old, "3.4.2-to-3.9.1/s4-clean-up-finish/3-old-after-finish-untouched" },
        { "3.4.2", OldAfterFinish, "3.4.2-to-3.9.1/s4-clean-up-finish/4-old-after-finish-reloaded" },
        { "3.4.2", OldAfterFinish, "3.4.2-to-3.9.1/s4-clean-up-finish/4-old-after-finish-restarted" },
        { "3.9.0", Patch0, "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/x1" },
        { "3.9.0", Patch0, "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/x2" },
        { "3.9.0", Patch0, "3.9.0-to-3.9.1/s3-after-up/3.9.0/x1" },
        { "3.9.0", Patch0, "3.9.0-to-3.9.1/s3-after-up/3.9.0/x1-after-new-writes" },
        { "3.9.0", Patch0, "3.9.0-to-3.9.1/s3-after-up/3.9.0/x1-after-reload" },
        { "3.9.1", Patch1, "3.9.0-to-3.9.1/s3-after-up/3.9.1/y1" },
        { "3.9.0", Patch1, "3.9.0-to-3.9.1/s4-after-finish/3.9.0/x1-after-finish-and-reload" },
        { "3.9.1", Patch1, "3.9.0-to-3.9.1/s4-after-finish/3.9.1/y1" },
        { "3.9.1", Patch1, "3.9.1/db-outage/outage" },
        { "3.9.1", Patch1, "3.9.1/db-outage/outage-after-reload" },
        { "3.9.1", Patch1, "3.9.1/db-outage/outage-over" },
        { "3.9.1", Patch1, "3.9.1/db-read-only/read-only" },
        { "3.9.1", Patch1, "3.9.1/runtime-writes/p1" },
    };

    [Theory, MemberData(nameof(Probes))]
    public async Task Node_ProbedAsInTheRecording_AnswersTheSame(string version, string export, string probe)
    {
        await using Lab lab = await Lab.StartAsync();
        SimulatedDatabase database = SimulatedDatabase.FromDeclarative(Recordings.Export(export) + MissingKeys(export));
        SimulatedKongNode node = await lab.NodeAsync(version, database);
        await PrepareAsync(lab, node, database, probe);
        await AnswersTheSameAsync(lab, node, probe);
    }

    internal static async Task AnswersTheSameAsync(Lab lab, SimulatedKongNode node, string probe)
    {
        ProbeRow[] rows = [.. Recordings.Probe(probe + ".probe.txt")];
        rows.Should().HaveCountGreaterThan(28, "a probe has that many rows");
        List<string> differences = [];
        foreach (ProbeRow row in rows)
            if (await CompareAsync(lab, node, row) is { } difference)
                differences.Add($"{row.Listener} {row.Label}: {difference}");
        string.Join(Environment.NewLine, differences).Should().BeEmpty();
    }

    /// <summary>Before the outage the real node had been asked for both keys; it answered them from memory afterwards.</summary>
    private static async Task PrepareAsync(Lab lab, SimulatedKongNode node, SimulatedDatabase database, string probe)
    {
        foreach (string key in new[] { "alice-key", "wrong-key" })
            (await lab.Client.SendAsync(ProbeRequests.Make(node, new("proxy", $"GET /keyed apikey={key}", 0, "")), Lab.Token)).Dispose();
        database.Reachable = probe is not ("3.9.1/db-outage/outage" or "3.9.1/db-outage/outage-after-reload");
        database.ReadOnly = probe.EndsWith("read-only", StringComparison.Ordinal);
    }

    /// <summary>2.8.5 exports no credentials after finish, yet the recorded node knew alice's key.</summary>
    private static string MissingKeys(string export) =>
        export.StartsWith("2.8.5-to-3.9.1/s4-after-finish/2.8.5", StringComparison.Ordinal)
            ? "\nkeyauth_credentials:\n- key: alice-key\n  consumer: alice\n"
            : "";

    private static async Task<string?> CompareAsync(Lab lab, SimulatedKongNode node, ProbeRow row)
    {
        using HttpResponseMessage response = await lab.Client.SendAsync(ProbeRequests.Make(node, row), Lab.Token);
        string body = Flat(await response.Content.ReadAsStringAsync(Lab.Token));
        int status = (int)response.StatusCode;
        if (row.Label.StartsWith("GET /limited", StringComparison.Ordinal) && status is 200 or 429)
            return null;
        if (status != row.Status)
            return $"{status} {body} instead of {row.Status} {row.Body}";
        (string expected, string actual) = (Stable(row.Body), Stable(body));
        return actual == expected ? null : $"body starts {actual} instead of {expected}";
    }

    /// <summary>The part of an answer's start that every run shares.</summary>
    private static string Stable(string body)
    {
        if (Proxied().Match(body) is { Success: true } proxied)
            return proxied.Groups[1].Value.Replace(" ", "");
        if (body.StartsWith("# HELP", StringComparison.Ordinal))
            return body.Split("# TYPE")[0];
        return body.Contains("\"message\"") ? RequestId().Replace(body, "ID") : body.Contains("\"data\":[") ? "data" : "object";
    }

    private static string Flat(string body) => body.Replace("\r", "").Replace('\n', ' ').TrimEnd();

    [GeneratedRegex("\"method\": ?(\"GET\", ?\"path\": ?\"[^\"]*\")")]
    private static partial Regex Proxied();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex RequestId();
}
