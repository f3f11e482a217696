using System.Reflection;
using Kong.Upgrade.Testing;

namespace Kong.Upgrade.Tests.Invariants;

/// <summary>I9: no secret reaches journal, report or log. The engine is given none: no type that it writes has a place for one.</summary>
public class I09_NoSecretsTests
{
    [Fact]
    public void ModelTypes_NoMemberHoldsASecret()
    {
        string[] telltale = ["password", "secret", "credential", "connectionstring", "apikey", "passphrase"];

        string[] found = [.. typeof(UpgradePlan).Assembly.GetExportedTypes()
            // What a host gives, and what nobody prints, writes or hands out again.
            .Where(t => t != typeof(Roles.DatabaseRoleOptions) && t != typeof(Staging.Recorded.RecordedTrafficOptions))
            .SelectMany(t => t.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(m => telltale.Any(t => m.Name.Contains(t, StringComparison.OrdinalIgnoreCase)))
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}")];

        found.Should().BeEmpty();
    }

    [Fact]
    public async Task Journal_OfAWholeRun_HoldsNothingButWhatTheEngineNotes()
    {
        string directory = Directory.CreateTempSubdirectory("journal-").FullName;
        await using FakeKong kong = new();
        kong.OpenJournal = () => new Kong.Upgrade.Journal.FileUpgradeJournal(directory);

        await kong.RunAsync(Plans.Patch(), TestContext.Current.CancellationToken);

        string[] known = ["evaluated", "configuration.frozen", "backup.location", "backup.proven", "backup.restore-time", "blue.witnessed", "green.prepared", "green.staged", "migrations.pending-after-up", "configuration.after-up", "configuration.tables-after-up", "divert.accepted", "bake.accepted", "blue.gone"];
        string[] noted = [.. File.ReadAllLines(Path.Combine(directory, "current.jsonl")).Where(l => l.Contains("\"Noted\"", StringComparison.Ordinal))];
        noted.Should().NotBeEmpty().And.OnlyContain(line => known.Any(k => line.Contains($"\"subject\":\"{k}\"", StringComparison.Ordinal)));
    }
}
