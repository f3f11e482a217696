using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Tests.Database;

public sealed class FileSchemaStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kong-file-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder, "database.json");

    [Fact]
    public async Task RecordAsync_ManyWritersAtOnce_LosesNothing()
    {
        await new FileSchemaStore(File).BootstrapAsync(Cancellation);

        await Parallel.ForEachAsync(Enumerable.Range(0, 60), Cancellation, async (number, cancellation) =>
            await new FileSchemaStore(File).RecordAsync("core", $"{number:D3}", MigrationRecord.Executed, cancellation));

        IReadOnlyList<SchemaMetaRow>? rows = await new FileSchemaStore(File).ReadAsync(Cancellation);
        rows!.Single().Executed.Should().HaveCount(60).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task TryTakeLockAsync_ManyAtOnce_GivesItToOne()
    {
        await new FileSchemaStore(File).BootstrapAsync(Cancellation);
        int taken = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, 20), Cancellation, async (number, cancellation) =>
        {
            if (await new FileSchemaStore(File).TryTakeLockAsync($"{number}", TimeSpan.FromMinutes(1), cancellation))
            {
                Interlocked.Increment(ref taken);
            }
        });

        taken.Should().Be(1);
    }

    [Fact]
    public async Task ReadAsync_TornTemporaryFileOfAKilledWriter_IsIgnored()
    {
        await new FileSchemaStore(File).BootstrapAsync(Cancellation);
        await System.IO.File.WriteAllTextAsync(File + ".next", "{ \"rows\": [", Cancellation);

        await new FileSchemaStore(File).RecordAsync("core", "001", MigrationRecord.Pending, Cancellation);

        (await new FileSchemaStore(File).ReadAsync(Cancellation))!.Single().Pending.Should().Equal("001");
    }

    [Fact]
    public async Task ReadAsync_NullAndEmptyArrays_StayApart()
    {
        FileSchemaStore store = new(File);
        await store.BootstrapAsync(Cancellation);
        await store.RecordAsync("a", "001", MigrationRecord.Executed, Cancellation);
        await store.RecordAsync("b", "001", MigrationRecord.Pending, Cancellation);
        await store.RecordAsync("b", "001", MigrationRecord.TornDown, Cancellation);

        IReadOnlyList<SchemaMetaRow> rows = (await new FileSchemaStore(File).ReadAsync(Cancellation))!;

        rows.Single(row => row.Subsystem == "a").Pending.Should().BeNull();
        rows.Single(row => row.Subsystem == "b").Pending.Should().BeEmpty();
    }

    [Fact]
    public async Task ConnectAsync_DirectoryGone_IsADatabaseThatIsDown()
    {
        FileSchemaStore store = new(Path.Combine(_folder, "gone", "database.json"));

        Func<Task> connecting = () => store.ConnectAsync(Cancellation);

        await connecting.Should().ThrowAsync<SchemaStoreException>().WithMessage("*connection refused");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
