using Kong.Upgrade.Staging;
using Kong.Upgrade.Staging.Recorded;
using Kong.Upgrade.Staging.Requests;
using LocalUpgrade.Making;

namespace LocalUpgrade.Settings;

/// <summary>The staging suite of the plan.</summary>
internal static class StagingSettings
{
    /// <summary>What fills the suite; it is connected to nothing before the suite runs.</summary>
    public static Action<StagingSuiteBuilder> From(Value root, Binder binder, ClusterSettings blue, IReadOnlyList<WrittenTest> tests)
    {
        Value staging = root["staging"]!;
        BlueEntities entities = new(blue);
        (bool isDerived, bool hasNodes, int pace) = (staging.Switch("derived"), staging.Switch("nodes"), staging.Whole("requestsPerSecond")!.Value);
        RecordedTraffic? traffic = Traffic(staging, binder);
        (StagingEffects consent, string? reason) = Consent(staging, binder, tests);
        return suite =>
        {
            suite.Configure(options => options.RequestsPerSecond = pace);
            foreach (WrittenTest test in tests) Add(suite, test);
            if (isDerived) suite.Derived(entities);
            if (traffic is not null) suite.Replay(traffic, configuration: entities);
            if (hasNodes) suite.Nodes();
            // Without a test there is nothing to agree to, and a suite that only agrees could never pass.
            if (consent is not StagingEffects.None && reason is not null && (isDerived || hasNodes || traffic is not null || tests.Count > 0)) suite.Consent(consent, reason);
        };
    }

    private static void Add(StagingSuiteBuilder suite, WrittenTest test)
    {
        RequestTestBuilder request = suite.Request(test.Method, test.Path).Named(test.Name).ExpectStatus(test.ExpectStatus);
        if (test.Host is { } host) request.WithHost(host);
        foreach ((string header, string value) in test.Headers) request.WithHeader(header, value);
    }

    private static RecordedTraffic? Traffic(Value staging, Binder binder)
    {
        string format = staging.Needed("replayFormat");
        if (binder.ExistingFile(staging, "replay") is not { } file) return null;
        return format switch
        {
            "har" => RecordedTraffic.FromHar(file),
            "nginx" => RecordedTraffic.FromNginxLog(file),
            _ => RecordedTraffic.FromRequests(file),
        };
    }

    private static (StagingEffects Effects, string? Reason) Consent(Value staging, Binder binder, IReadOnlyList<WrittenTest> tests)
    {
        StagingEffects effects = staging["consent"]!.Items.Aggregate(StagingEffects.None, (all, one) => all | Enum.Parse<StagingEffects>(one.Text, ignoreCase: true));
        string? reason = staging.Text("consentReason");
        if (effects is not StagingEffects.None && reason is null) binder.Add(staging, $"{staging.PathTo("consentReason")} is missing: consent must say why, and who says so");
        // A test that somebody wrote and that is never sent would be taken for one that passed.
        foreach (WrittenTest test in tests.Where(t => t.MayWrite && !effects.HasFlag(StagingEffects.Writes)))
            binder.Add(staging, $"the staging test '{test.Name}' is sent with {test.Method}, which may write: agree to it with \"writes\" in {staging.PathTo("consent")}, or leave the test out");
        return (effects, reason);
    }
}
