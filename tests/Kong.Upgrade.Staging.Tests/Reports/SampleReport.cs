using System.Globalization;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Reports;

namespace Kong.Upgrade.Staging.Tests.Reports;

/// <summary>Ended tests of an installation with many routes and two green nodes, and the reports that are made of them.</summary>
internal static class SampleReport
{
    public static StagedTest Passed(string name = "route r-free: GET /free") => new() { Name = name, Verdict = StagingVerdict.Passed, Evidence = "GET /free: green-1 200; green-2 200" };

    public static StagedTest CouldNotTell(string name = "GET /slow → as blue") => new() { Name = name, Verdict = StagingVerdict.CouldNotTell, Evidence = "green-1: blue gave no answer (nothing came within 15 s)" };

    public static StagedTest NotRun(string name) => new() { Name = name, Verdict = null, Evidence = "not run, for it may write and nobody agreed to that: agree with Consent(StagingEffects.Writes, reason)" };

    public static StagedTest Explained(string name) => new() { Name = name, Verdict = StagingVerdict.Passed, Evidence = "as blue", Explained = ["answers carry X-Kong-Request-Id since 3.5"] };

    /// <summary>Routes whose key-auth is off on the second green node.</summary>
    public static IEnumerable<StagedTest> Keyless(int routes) => Enumerable.Range(1, routes).Select(n => n.ToString("000", CultureInfo.InvariantCulture)).Select(n => new StagedTest
    {
        Name = $"route r-{n}: GET /r-{n}",
        Verdict = StagingVerdict.Failed,
        Evidence = "green-2: status 200 instead of 401",
        Traits = ["plugin key-auth", "service svc-a"],
        Findings =
        [
            new()
            {
                What = "status 200 instead of 401", Area = "answer", Subject = $"route r-{n}", Node = "green-2", Traits = ["plugin key-auth", "service svc-a"],
                Request = $"GET /r-{n} host api.example.test", Green = "200 after 3 ms from 3.9.1, body hello", Blue = "401 after 2 ms from 3.4.2 itself, WWW-Authenticate: Key realm=\"kong\"",
            },
        ],
    });

    /// <param name="tests">The tests.</param>
    /// <param name="from">Blue's version, where changes between the versions are to be told.</param>
    /// <param name="sourced">What the sources of tests said.</param>
    public static StagingReport Of(IEnumerable<StagedTest> tests, string? from = null, SourcedTests? sourced = null) => StagingReports.Of(
        [.. tests], sourced ?? new(), [], new() { Green = [Node("green-1"), Node("green-2")], From = from is null ? null : KongVersion.Parse(from) }, TimeSpan.FromSeconds(12.34));

    private static ClusterNode Node(string name) => new() { Name = name, Version = KongVersion.Parse("3.9.1") };
}
