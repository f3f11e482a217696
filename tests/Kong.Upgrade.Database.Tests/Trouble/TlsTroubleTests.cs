using Kong.Upgrade.Database;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Trouble;

/// <summary>Server and client of different minds about TLS.</summary>
public class TlsTroubleTests(PostgresServer plain, TlsServer tls) : IClassFixture<TlsServer>
{
    [Fact]
    public async Task Server_ThatWantsTls_RefusesOneWithout()
    {
        tls.Server.SkipIfAbsent();
        await using KongDatabase database = tls.Database(SslMode.Disable);
        UpgradeServiceException failure = await Failing.OnAsync(database);
        failure.Message.Should().Contain("no pg_hba.conf entry").And.Contain("no encryption").And.Contain("pg_ssl = on");
        failure.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task Server_WithoutTls_IsRefusedByOneThatWantsIt()
    {
        await using KongDatabase owner = await plain.CreateAsync();
        await using KongDatabase database = new(plain.ConnectionString(owner.Name, "kong") + ";SSL Mode=Require");
        UpgradeServiceException failure = await Failing.OnAsync(database);
        failure.Message.Should().Contain("SSL").And.Contain("pg_ssl");
        failure.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task Certificate_OfAnUnknownAuthority_IsRefusedWhenVerified()
    {
        tls.Server.SkipIfAbsent();
        await using KongDatabase database = tls.Database(SslMode.VerifyFull);
        UpgradeServiceException failure = await Failing.OnAsync(database);
        failure.Message.Should().Contain("TLS failed").And.Contain("its authority").And.Contain("pg_ssl_verify");
        failure.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task Certificate_ForAnotherHost_IsRefusedWhenVerified()
    {
        tls.Server.SkipIfAbsent();
        await using KongDatabase database = tls.Database(SslMode.VerifyFull, tls.Authority, "localhost");
        UpgradeServiceException failure = await Failing.OnAsync(database);
        failure.Message.Should().Contain("TLS failed").And.Contain("host name");
        failure.IsTransient.Should().BeFalse();
    }

    [Theory]
    [InlineData("pg_ssl = on")]
    [InlineData("pg_ssl = on\npg_ssl_required = on")]
    [InlineData("pg_ssl = on\npg_ssl_verify = on\nlua_ssl_trusted_certificate = CA")]
    public async Task Settings_OfANode_WorkAsTheyDoForTheNode(string settings)
    {
        tls.Server.SkipIfAbsent();
        string text = $"pg_host = 127.0.0.1\npg_port = {tls.Server.Port}\npg_database = postgres\n{settings.Replace("CA", tls.Authority, StringComparison.Ordinal)}";
        await using KongDatabase database = KongDatabase.FromConfiguration(KongConfiguration.Parse(text, new Dictionary<string, string> { ["KONG_PG_PASSWORD"] = PostgresServer.Password }));
        (await database.RunAsync("asking", s => s.ScalarAsync<bool>("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", default), default)).Should().BeTrue();
    }
}
