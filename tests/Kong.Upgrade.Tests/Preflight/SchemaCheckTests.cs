using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Schema;

namespace Kong.Upgrade.Tests;

public class SchemaCheckTests
{
    [Theory]
    [InlineData("000_base 020_330_to_340", "3.4.2", "3.9.1", null)]
    [InlineData("000_base 023_360_to_370", "3.8.1", "3.9.1", null)]                     // 3.8 brought no core migration
    [InlineData("000_base 024_380_to_390 020_330_to_340", "3.4.2", "3.9.1", FindingSeverity.Serious)]
    [InlineData("000_base 025_390_to_3100", "3.4.2", "3.9.1", FindingSeverity.Blocking)]
    [InlineData("000_base 025_390_to_3100", "3.9.1.2", "3.10.0.2", FindingSeverity.Serious)]
    [InlineData("000_base", "2.8.5", "3.9.1", null)]
    public void Migrations_OfTheDatabase_AreThoseOfBlue(string executed, string from, string to, FindingSeverity? severity) =>
        (SchemaCheck.Of(new() { CoreMigrations = executed.Split(' ') }, KongVersion.Parse(from), KongVersion.Parse(to)) is var finding && finding?.Severity == severity).Should().BeTrue();

    [Fact]
    public void Database_WithoutThem_IsNotKongs() =>
        SchemaCheck.Of(new(), KongVersion.Parse("3.4.2"), KongVersion.Parse("3.9.1"))!.IsBlocking.Should().BeTrue();
}
