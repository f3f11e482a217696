using Kong.Upgrade.Database;
using Kong.Upgrade.TestServers;
using Npgsql;

namespace Kong.Upgrade.Database.Tests.Configuration;

public class FromConfigurationTests(PostgresServer server)
{
    [Theory]
    [InlineData("", SslMode.Disable)]
    [InlineData("pg_ssl = on", SslMode.Prefer)]
    [InlineData("pg_ssl = on\npg_ssl_required = on", SslMode.Require)]
    [InlineData("pg_ssl = on\npg_ssl_verify = on", SslMode.VerifyFull)]
    [InlineData("pg_ssl_verify = on", SslMode.Disable)]
    public async Task Tls_OfANode_IsTheDatabases(string text, SslMode mode)
    {
        await using KongDatabase database = KongDatabase.FromConfiguration(KongConfiguration.Parse(text));
        database.SslMode.Should().Be(mode);
    }

    [Fact]
    public async Task Settings_OfANode_OpenItsDatabase()
    {
        await using KongDatabase restored = await server.RestoreAsync(Dumps.Empty342);
        await using KongDatabase database = KongDatabase.FromConfiguration(KongConfiguration.Parse(
            $"pg_host = 127.0.0.1\npg_port = {server.Port}\npg_database = {restored.Name}", new Dictionary<string, string> { ["KONG_PG_PASSWORD"] = PostgresServer.Password }));
        (await database.RunAsync("counting", s => s.ScalarAsync<long>("SELECT count(*) FROM schema_meta", default), default)).Should().BePositive();
        database.ToString().Should().NotContain(PostgresServer.Password);
    }

    [Fact]
    public async Task Replica_OfANode_TakesTheRestFromThePrimary()
    {
        KongConfiguration configuration = KongConfiguration.Parse("pg_host = a\npg_user = u\npg_schema = s\npg_ssl = on\npg_ro_host = b\npg_ro_port = 7");
        await using KongDatabase? replica = KongDatabase.ReadOnlyFromConfiguration(configuration);
        (replica!.Host, replica.Port, replica.Username, replica.Schema, replica.SslMode).Should().Be(("b", 7, "u", "s", SslMode.Disable));
        KongDatabase.ReadOnlyFromConfiguration(KongConfiguration.Parse("")).Should().BeNull();
    }

    [Theory]
    [InlineData("database = off", "*in memory*nothing to migrate*")]
    [InlineData("database = cassandra", "*Cassandra*PostgreSQL first*")]
    [InlineData("pg_database =", "*pg_database is empty*")]
    [InlineData("pg_port = 70000", "*70000*1 to 65535*")]
    [InlineData("pg_port = x", "*pg_port is not a number: 'x'*")]
    [InlineData("pg_ssl = on\npg_ssl_verify = on\nlua_ssl_trusted_certificate = /none.pem", "*/none.pem*no file*")]
    [InlineData("pg_ssl = on\npg_ssl_verify = on\nlua_ssl_trusted_certificate = system, /a.pem", "*2 authorities*one file*")]
    [InlineData("pg_password = {vault://hcv/pg}", "*pg_password stands in a vault*")]
    public void Configuration_WithoutADatabase_IsRefusedWithTheReason(string text, string message)
    {
        Action connect = () => KongDatabase.FromConfiguration(KongConfiguration.Parse(text));
        connect.Should().Throw<UpgradeServiceException>().WithMessage(message);
    }

    [Fact]
    public async Task KongsOwnWords_ForAnUndecidedTls_LeaveItToTheNode()
    {
        await using KongDatabase undecided = new("Host=h;Database=d;Username=u"), off = new("Host=h;Database=d;Username=u;SSL Mode=Disable");
        KongSettings.ForKong(undecided).Should().NotContainKey("KONG_PG_SSL");
        KongSettings.ForKong(off)["KONG_PG_SSL"].Should().Be("off");
    }
}
