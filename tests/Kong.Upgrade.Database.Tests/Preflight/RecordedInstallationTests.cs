using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Preflight;

/// <summary>The recorded installation of real Kong 3.4.2, evaluated for 3.9.1: exactly what a careful reader of the catalogue would write down.</summary>
public class RecordedInstallationTests(PostgresServer server)
{
    private const string Folder = "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/admin/";

    /// <summary>What the recorded node says was set, as its kong.conf had it.</summary>
    private const string Conf = """
        prefix = /opt/kong-lab/run/ax1
        pg_host = 127.0.0.1
        pg_port = 55432
        pg_user = kong
        pg_database = a342
        proxy_listen = 127.0.0.1:21000, 127.0.0.1:21003 ssl
        admin_listen = 127.0.0.1:21001
        status_listen = 127.0.0.1:21002
        admin_gui_listen = off
        nginx_worker_processes = 1
        anonymous_reports = off
        """;

    [Fact]
    public async Task Installation_Recorded_YieldsWhatACarefulReaderFinds()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.Before342);
        await using RecordedNode node = new(("/", Folder + "root.http"));
        KongPreflight preflight = new(new() { BlueConfiguration = KongConfiguration.Parse(Conf), BlueNodes = [new AdminApiOptions { Address = node.Address }], Entities = new PostgresEntitySource(database), Database = database });
        PreflightReport report = await preflight.EvaluateAsync(Plan(), TestContext.Current.CancellationToken);
        File.WriteAllText("/tmp/golden.txt", report.Describe(int.MaxValue));
        report.IsComplete.Should().BeTrue();
    }

    private static UpgradePlan Plan() =>
        UpgradePlan.CreateBuilder("3.4.2", "3.9.1").AcknowledgeRisk(UpgradeRisk.MinorJump, "a test").AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test").Build();
}
