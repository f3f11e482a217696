using Kong.Upgrade.Simulation.Command;

namespace Kong.Upgrade.Simulation.Tests.Command;

public class MigrationCatalogueTests
{
    private static readonly PluginSelection Bundled = new("bundled");

    [Theory]
    [InlineData("3.6.0", "3.6.1", "opentelemetry/001_331_to_332 P")]
    [InlineData("3.6.1", "3.7.0", "core/023_360_to_370|ai-proxy/001_360_to_370 P")]
    [InlineData("3.7.0", "3.8.1", "")]
    [InlineData("3.8.1", "3.9.1", "core/024_380_to_390")]
    [InlineData("3.9.0", "3.9.3", "")]
    public void Of_TwoReleases_DifferAsTheReleaseNotesSay(string from, string to, string added)
    {
        HashSet<string> before = [.. MigrationCatalogue.Of(KongVersion.Parse(from), Bundled).Select(NameOf)];

        IEnumerable<string> after = MigrationCatalogue.Of(KongVersion.Parse(to), Bundled)
            .Where(migration => !before.Contains(NameOf(migration)))
            .Select(migration => NameOf(migration) + (migration.HasTeardown ? " P" : ""));

        string.Join('|', after).Should().Be(added);
    }

    [Fact]
    public void Of_RedisMigrations_LeaveATeardownOnlySince370()
    {
        static bool Pends(string version) => MigrationCatalogue.Of(KongVersion.Parse(version), Bundled)
            .Single(migration => NameOf(migration) == "acme/003_350_to_360").HasTeardown;

        Pends("3.6.1").Should().BeFalse();
        Pends("3.7.0").Should().BeTrue();
    }

    [Theory]
    [InlineData("off", "core")]
    [InlineData("key-auth", "core key-auth")]
    [InlineData("my-own, jwt", "core jwt")]
    public void Of_PluginSetting_DecidesTheSubsystems(string plugins, string subsystems) =>
        string.Join(' ', MigrationCatalogue.Of(KongVersion.Parse("3.9.1"), new PluginSelection(plugins)).Select(migration => migration.Subsystem).Distinct())
            .Should().Be(subsystems);

    private static string NameOf(Migration migration) => $"{migration.Subsystem}/{migration.Name}";
}
