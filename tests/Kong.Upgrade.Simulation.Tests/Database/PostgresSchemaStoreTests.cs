using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Tests.Database;

public sealed class PostgresSchemaStoreTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private string _database = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TryTakeLockAsync_HeldThenExpired_GoesToTheNextOne()
    {
        await using PostgresSchemaStore store = await OpenAsync();
        await store.BootstrapAsync(Cancellation);

        (await store.TryTakeLockAsync("a", TimeSpan.FromMinutes(1), Cancellation)).Should().BeTrue();
        (await store.TryTakeLockAsync("b", TimeSpan.FromMinutes(1), Cancellation)).Should().BeFalse();
        (await store.ReadLockAsync(Cancellation))!.Owner.Should().Be("a");

        await store.ReleaseLockAsync("b", Cancellation);
        (await store.ReadLockAsync(Cancellation))!.Owner.Should().Be("a", "only its owner gives a lock back");

        await store.ReleaseLockAsync("a", Cancellation);
        (await store.TryTakeLockAsync("c", TimeSpan.FromSeconds(-1), Cancellation)).Should().BeTrue();
        (await store.ReadLockAsync(Cancellation)).Should().BeNull("its ttl has passed");
        (await store.TryTakeLockAsync("d", TimeSpan.FromMinutes(1), Cancellation)).Should().BeTrue();
    }

    [Fact]
    public async Task TryTakeLockAsync_ManyAtOnce_GivesItToOne()
    {
        await using PostgresSchemaStore store = await OpenAsync();
        await store.BootstrapAsync(Cancellation);

        bool[] taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => store.TryTakeLockAsync($"{number}", TimeSpan.FromMinutes(1), Cancellation)));

        taken.Count(one => one).Should().Be(1);
    }

    [Fact]
    public async Task ResetAsync_UnderItsOwnLock_LeavesNothing()
    {
        await using PostgresSchemaStore store = await OpenAsync();
        await store.BootstrapAsync(Cancellation);
        await store.TryTakeLockAsync("a", TimeSpan.FromMinutes(1), Cancellation);

        await store.ResetAsync(Cancellation);
        await store.ReleaseLockAsync("a", Cancellation);

        (await store.ReadAsync(Cancellation)).Should().BeNull();
    }

    [Fact]
    public async Task RecordAsync_TableLockedByAnotherSession_FailsInKongsWords()
    {
        await using PostgresSchemaStore store = await OpenAsync(timeout: TimeSpan.FromSeconds(1));
        await store.BootstrapAsync(Cancellation);
        await using PostgresServer.Session other = await server.LockAsync(_database, "schema_meta");

        Func<Task> recording = () => store.RecordAsync("core", "001", MigrationRecord.Executed, Cancellation);

        await recording.Should().ThrowAsync<SchemaStoreException>().WithMessage("receive_message: failed to get type: timeout");
    }

    private async Task<PostgresSchemaStore> OpenAsync(TimeSpan? timeout = null)
    {
        Assert.SkipWhen(server.WhyAbsent is not null, server.WhyAbsent ?? "");
        _database = await server.CreateDatabaseAsync();
        return new PostgresSchemaStore(PostgresSettings.From(server.Settings(_database).GetValueOrDefault, timeout), TimeProvider.System);
    }
}
