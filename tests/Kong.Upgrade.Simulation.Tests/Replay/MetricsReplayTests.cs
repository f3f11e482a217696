using System.Text.RegularExpressions;

namespace Kong.Upgrade.Simulation.Tests.Replay;

/// <summary>`/metrics` after the lab's probe: families, HELP and TYPE lines, and every series' name and labels as recorded.</summary>
/// <remarks>
/// Compared without: latency buckets (which bucket counts first is a matter of speed; the bounds are checked on their own),
/// values (they are those of the lab's day; values after known requests are checked in MetricsTests), node ids and process numbers.
/// </remarks>
public partial class MetricsReplayTests
{
    private const string Blue = "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/export.yml";

    // Exported before the lab's writes, as the figures of 3.9.1 were taken before them too.
    private const string Patch = "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/export.yml";

    [Theory]
    [InlineData("3.4.2", Blue, "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/status/metrics.http", true)]
    [InlineData("3.9.0", Patch, "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/status/metrics.http", false)]
    [InlineData("3.9.1", Patch, "3.9.0-to-3.9.1/s3-after-up/3.9.1/metrics.http", false)]
    [InlineData("3.9.1", "2.8.5-to-3.9.1/s4-after-finish/3.9.1/export.yml", "2.8.5-to-3.9.1/s3-after-up/3.9.1/metrics.http", false)]
    [InlineData("2.8.5", Blue, "2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/status/metrics.http", false)]
    public async Task Metrics_AfterTheProbe_HasTheRecordedSeries(string version, string export, string file, bool limited)
    {
        RecordedExchange recorded = RecordedExchange.Read(file);
        await using Lab lab = await Lab.StartAsync();
        SimulatedKongNode node = await lab.NodeAsync(version, SimulatedDatabase.FromDeclarative(Recordings.Export(export)));
        foreach (ProbeRow row in Recordings.Probe("3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/x1-settled.probe.txt").Where(r => r is { Listener: "proxy" } && !r.Label.StartsWith("TLS")))
            (await lab.Client.SendAsync(ProbeRequests.Make(node, row), Lab.Token)).Dispose();
        for (int i = 0; limited && i < 7; i++)
            (await lab.Client.GetAsync(new Uri(node.Proxy, "/limited"), Lab.Token)).Dispose();

        using HttpResponseMessage response = await lab.Client.GetAsync(new Uri(node.Status, "/metrics"), Lab.Token);
        string text = await response.Content.ReadAsStringAsync(Lab.Token);

        Heads.Of(response).Should().Equal(Heads.Of(recorded));
        Lines(text, "#").Should().Equal(Lines(recorded.Body, "#"));
        (string[] actual, string[] expected) = (Series(text), Series(recorded.Body));
        actual.Except(expected).Should().BeEmpty("real Kong shows no such series");
        expected.Except(actual).Should().BeEmpty("real Kong shows these too");
        actual.Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("3.4.2", "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/status/metrics.http")]
    [InlineData("3.9.1", "3.9.0-to-3.9.1/s3-after-up/3.9.1/metrics.http")]
    [InlineData("2.8.5", "2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/status/metrics.http")]
    public async Task Metrics_OfAQuickRequest_HasTheRecordedBounds(string version, string file)
    {
        await using Lab lab = await Lab.StartAsync();
        await using SimulatedKongNode node = await SimulatedKongNode.StartAsync(
            lab.Options(version, SimulatedDatabase.FromDeclarative(Recordings.Export(Blue)), new InstantClock()), Lab.Token);
        (await lab.Client.GetAsync(new Uri(node.Proxy, "/dead"), Lab.Token)).Dispose();

        string text = await lab.Client.GetStringAsync(new Uri(node.Status, "/metrics"), Lab.Token);

        Bounds(text).Should().Equal(Bounds(RecordedExchange.Read(file).Body));
    }

    private static IEnumerable<string> Lines(string text, string start) => text.Split('\n').Where(l => l.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Name and labels of all series but buckets, what varies from run to run blanked.</summary>
    private static string[] Series(string text) =>
    [
        .. Lines(text, "kong_").Where(l => !l.Contains("_bucket{")).Select(l => l[..l.LastIndexOf(' ')])
            .Select(l => Varying().Replace(l, "$1=\"*\""))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The bounds of each histogram, as the fullest series shows them: "dead" was answered within a millisecond or few.</summary>
    private static Dictionary<string, string> Bounds(string text) => Lines(text, "kong_").Where(l => l.Contains("_bucket{"))
        .Select(l => (Name: l[..l.IndexOf('{')] + Kind().Match(l).Value, Bound: Bound().Match(l).Groups[1].Value))
        .GroupBy(b => b.Name).ToDictionary(g => g.Key, g => string.Join(" ", g.Select(b => b.Bound).Distinct().OrderBy(b => b == "+Inf" ? double.MaxValue : double.Parse(b))));

    [GeneratedRegex("(node_id|pid)=\"[^\"]*\"")]
    private static partial Regex Varying();

    [GeneratedRegex("type=\"[a-z]*\"")]
    private static partial Regex Kind();

    [GeneratedRegex("le=\"([^\"]*)\"")]
    private static partial Regex Bound();

    /// <summary>Nothing takes time, so the smallest bucket of every histogram counts.</summary>
    private sealed class InstantClock : TimeProvider
    {
        public override long GetTimestamp() => 1;
    }
}
