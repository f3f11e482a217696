using Kong.Upgrade.Database;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Trouble;

public class PoolerTests(PostgresServer server)
{
    [Theory]
    [InlineData("transaction", 5)]
    [InlineData("transaction", 1)]
    public async Task Pooler_ThatHandsSessionsRound_IsRefused(string mode, int poolSize)
    {
        await using KongDatabase owner = await server.CreateAsync();
        await using PgBouncer bouncer = await PgBouncer.StartAsync(server, mode, poolSize: poolSize);
        await using KongDatabase pooled = bouncer.Database(owner.Name);
        Func<Task> check = () => PoolerCheck.EnsureDirectAsync(pooled, default);
        (await check.Should().ThrowAsync<UpgradeServiceException>().WithMessage($"*:{bouncer.Port}/*hands the server's sessions round*session mode*")).Which.IsTransient.Should().BeFalse();
        (await new PoolerRule(pooled).EvaluateAsync(null!, default)).Should().ContainSingle().Which.Severity.Should().Be(FindingSeverity.Blocking);
    }

    [Fact]
    public async Task Pooler_InSessionMode_IsANote()
    {
        await using KongDatabase owner = await server.CreateAsync();
        await using PgBouncer bouncer = await PgBouncer.StartAsync(server, "session");
        await using KongDatabase pooled = bouncer.Database(owner.Name);
        (await PoolerCheck.FindAsync(pooled, default)).Should().Be(Pooling.Session);
        (await new PoolerRule(pooled).EvaluateAsync(null!, default)).Should().ContainSingle().Which.Severity.Should().Be(FindingSeverity.Information);
    }

    [Theory]
    [InlineData("extra_float_digits", "transaction", "*unsupported startup parameter*search_path*pooler*directly*")]
    [InlineData("extra_float_digits,search_path", "statement", "*statement pooling*pooler*directly*")]
    public async Task Pooler_ThatCannotServeUsAtAll_IsNamedAsOne(string ignored, string mode, string message)
    {
        await using KongDatabase owner = await server.CreateAsync();
        await using PgBouncer bouncer = await PgBouncer.StartAsync(server, mode, ignored);
        await using KongDatabase pooled = bouncer.Database(owner.Name);
        Func<Task> check = () => PoolerCheck.EnsureDirectAsync(pooled, default);
        (await check.Should().ThrowAsync<UpgradeServiceException>().WithMessage(message)).Which.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task Server_WithoutAPooler_IsDirect()
    {
        await using KongDatabase owner = await server.CreateAsync();
        await PoolerCheck.EnsureDirectAsync(owner, default);
        (await new PoolerRule(owner).EvaluateAsync(null!, default)).Should().BeEmpty();
    }
}
