using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Tests;

public class RedisRulesTests
{
    private const string Old = "\"policy\": \"redis\", \"redis_host\": \"10.0.0.5\"", New = "\"policy\": \"redis\", \"redis\": { \"host\": \"10.0.0.5\" }";

    [Theory]
    [InlineData("3.4.2", "3.9.1", "rate-limiting", Old, "SEEN-03")]
    [InlineData("3.4.2", "3.9.1", "response-ratelimiting", Old, "SEEN-04")]
    [InlineData("3.4.2", "3.9.1", "rate-limiting", "\"policy\": \"local\", \"redis_host\": \"10.0.0.5\"", "")]
    [InlineData("3.4.2", "3.5.0", "rate-limiting", Old, "")]
    [InlineData("3.7.1", "3.9.1", "rate-limiting", Old, "SEEN-06")]
    [InlineData("3.7.1", "3.9.1", "rate-limiting", New, "")]
    [InlineData("3.4.2", "3.9.1", "rate-limiting", New, "SEEN-07")]
    [InlineData("3.4.2", "3.9.1", "acme", "\"storage\": \"shm\", \"storage_config\": { \"shm\": {} }", "SEEN-02")]
    [InlineData("3.4.2", "3.9.1", "acme", "\"storage\": \"redis\", \"storage_config\": { \"redis\": { \"auth\": \"pw\" } }", "SEEN-05")]
    [InlineData("3.7.1", "3.9.1", "acme", "\"storage\": \"shm\", \"storage_config\": { \"shm\": {} }", "")]
    public void Rules_Row_TellWhoMisunderstandsIt(string from, string to, string plugin, string config, string found) =>
        Seen(Example(from, to, plugin, config, "true", EntityOrigin.Database)).Should().Be(found);

    [Theory]
    [InlineData("rate-limiting", Old, "false", EntityOrigin.Database, "")]
    [InlineData("rate-limiting", Old, "true", EntityOrigin.AdminApi, "SEEN-03")]
    [InlineData("rate-limiting", Old, "true", EntityOrigin.File, "")]
    [InlineData("acme", "\"storage_config\": {}", "false", EntityOrigin.Database, "SEEN-02")]
    [InlineData("acme", "\"storage_config\": {}", "true", EntityOrigin.File, "")]
    public void Rules_DisabledOrFromFile_TellMigrationsFromTraffic(string plugin, string config, string enabled, EntityOrigin origin, string found) =>
        Seen(Example("3.4.2", "3.9.1", plugin, config, enabled, origin)).Should().Be(found);

    [Theory]
    [InlineData("3.9.0", FindingSeverity.Blocking, FindingCertainty.Certain)]
    [InlineData("3.8.1", FindingSeverity.Warning, FindingCertainty.Suspected)]
    public void UpdatedAt_Null_StopsWhatWasSeenToStop(string to, FindingSeverity severity, FindingCertainty certainty)
    {
        PreflightFinding finding = Installations.Find("SEEN-01", "3.4.2", to, "routes", """{ "id": "1", "updated_at": null }""")!;
        (finding.Severity, finding.Certainty).Should().Be((severity, certainty));
    }

    private static ChangeExample Example(string from, string to, string plugin, string config, string enabled, EntityOrigin origin)
    {
        ChangeExample example = Installations.Of(from, to, "plugins", $$"""{ "id": "1", "name": "{{plugin}}", "enabled": {{enabled}}, "config": { {{config}} } }""");
        example.Origin = origin;
        return example;
    }

    private static string Seen(ChangeExample example) => string.Join(' ', ExampleInstallation.Evaluate(example).Select(f => f.Id).Where(i => i is "SEEN-02" or "SEEN-03" or "SEEN-04" or "SEEN-05" or "SEEN-06" or "SEEN-07"));
}
