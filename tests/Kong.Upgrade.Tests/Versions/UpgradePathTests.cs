using Kong.Upgrade.Versions;

namespace Kong.Upgrade.Tests;

public class UpgradePathTests
{
    [Theory]
    [InlineData("2.8.5", "3.9.1")]
    [InlineData("2.8.4.14", "3.10.0.11")]
    [InlineData("2.8.4.14", "3.14.0.2")]
    [InlineData("3.4.2", "3.9.1")]
    [InlineData("3.0.1", "3.9.1")]
    [InlineData("3.0.1.0", "3.8.1.2")]
    [InlineData("1.5.1", "3.4.2")]
    [InlineData("2.8.1", "3.4.2")]
    [InlineData("3.10.0.11", "3.12.7.0")]
    [InlineData("3.9.1", "3.12.7")]
    [InlineData("3.10.0.1", "4.0.0.0")]
    [InlineData("3.9.1", "3.6.0")]
    [InlineData("3.4.2", "3.6.0")]
    public void Show(string from, string to) => TestContext.Current.TestOutputHelper!.WriteLine(UpgradePath.Find(KongVersion.Parse(from), KongVersion.Parse(to), new() { Today = new(2026, 11, 28) }).Describe());
}
