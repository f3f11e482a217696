using Kong.Upgrade.Testing.Staging;

namespace Kong.Upgrade.Staging.Tests;

/// <summary>The same suite as rows of a theory.</summary>
public sealed class StagingRowsTests
{
    private const string Configuration = """
        _format_version: "3.0"
        services:
        - { name: svc-a, host: a.test, port: 80, routes: [ { name: r-a, paths: [/a] }, { name: r-b, paths: [/b] } ] }
        """;

    [Fact]
    public async Task Of_Suite_HasARowForEachTestAndEachEndsByItself()
    {
        await using Pair pair = await Pair.StartAsync(Configuration);
        pair.Green[0].Faults.DropHeader("Content-Type");
        StagingSuite suite = StagingSuite.Create(tests => tests.Derived().Get("/none").ExpectStatus(404).NotCompared().Get("/a").ExpectStatus(404).Named("a that fails"));

        IReadOnlyList<StagingRow> rows = await StagingRows.OfAsync(suite, pair.Target, cancellationToken: TestContext.Current.CancellationToken);

        rows.Select(r => r.Name).Should().Equal("GET /none → status 404", "a that fails", "route r-a: GET /a", "route r-b: GET /b");
        await rows[0].RunAsync(TestContext.Current.CancellationToken);
        (await rows[1].Invoking(r => r.RunAsync()).Should().ThrowAsync<StagingFailedException>()).Which.Message.Should().Contain("blue does the same");
        (await rows[2].Invoking(r => r.RunAsync()).Should().ThrowAsync<StagingFailedException>()).Which.Report.Causes.Should().ContainSingle().Which.What.Should().Be("header Content-Type is missing on green");
    }
}
