namespace Kong.Upgrade.Staging.Tests;

/// <summary>Tests that somebody wrote, on a pair of clusters over sockets.</summary>
public class WrittenTests
{
    private const string Configuration = """
        _format_version: "3.0"
        services:
        - name: svc-a
          host: a.test
          port: 80
          routes:
          - name: r-plain
            paths: [/plain]
          - name: r-keyed
            paths: [/keyed]
            plugins:
            - name: key-auth
              config: { key_names: [apikey] }
        consumers:
        - username: alice
          keyauth_credentials:
          - key: alice-key
        """;

    [Fact]
    public async Task Run_CleanPair_Passes()
    {
        await using Pair pair = await Pair.StartAsync(Configuration, tellsRoute: true);

        StagingReport report = await pair.RunAsync(tests => tests
            .Get("/plain/x").ExpectStatus(200).ExpectRoute("r-plain").ExpectService("svc-a").ExpectJson("$.path", "/x")
            .Get("/keyed").ExpectStatus(401)
            .Get("/keyed").WithHeader("apikey", "alice-key").ExpectStatus(200)
            .Get("/plain").ExpectKong("3.9.1")
            .Get("/none").ExpectStatus(404));

        report.Describe().Should().StartWith("GREEN PASSED: 5 tests.");
        report.Explained.Should().Contain(e => e.Contains("380-02"));
    }

    [Fact]
    public async Task Run_KeyAuthOffOnOneNodeOfTwo_IsNamed()
    {
        await using Pair pair = await Pair.StartAsync(Configuration);
        pair.Green[1].Faults.SkipPlugin("key-auth");

        StagingReport report = await pair.RunAsync(tests => tests.Get("/keyed").ExpectStatus(401).Get("/plain").ExpectStatus(200));

        report.Verdict.Should().Be(StagingVerdict.Failed);
        report.Causes.Should().ContainSingle().Which.Should().BeEquivalentTo(new { What = "status 200 instead of 401", Nodes = new[] { "green-2" }, IsOnEveryNode = false });
    }
}
