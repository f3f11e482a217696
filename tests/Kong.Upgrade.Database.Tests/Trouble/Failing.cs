using Kong.Upgrade.Database;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Trouble;

/// <summary>What every message about a database must be like.</summary>
internal static class Failing
{
    public static async Task<UpgradeServiceException> OnAsync(KongDatabase database, string sql = "SELECT 1") =>
        await OfAsync(database, () => database.RunAsync("counting services", s => s.ExecuteAsync(sql, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken));

    public static async Task<UpgradeServiceException> OfAsync(KongDatabase database, Func<Task> work)
    {
        UpgradeServiceException failure = (await work.Should().ThrowAsync<UpgradeServiceException>()).Which;
        TestContext.Current.TestOutputHelper?.WriteLine(failure.Message);
        failure.Message.Should().StartWith($"Counting services failed on {database}: ", "it says what was tried, and where");
        failure.Message.Should().MatchRegex(@"\. [A-Z][^.]+.*\.$", "it says what to do next");
        failure.ToString().Should().NotContain(PostgresServer.Password).And.NotContain("Password=");
        return failure;
    }
}
