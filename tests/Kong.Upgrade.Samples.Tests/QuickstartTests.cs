using System.Text.RegularExpressions;

namespace Kong.Upgrade.Samples.Tests;

public class QuickstartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Quickstart_Undisturbed_CompletesThenRollsBack()
    {
        using SampleRun run = new("Quickstart", "--fast", "--state", NewDirectory());

        (await run.EndAsync(Token)).Should().Be(0, run.Output);

        run.Lines.Should().ContainSingle(l => l.Contains("COMPLETED: Kong 3.9.1", StringComparison.Ordinal));
        run.Lines.Should().ContainSingle(l => l.Contains("ROLLED BACK: all traffic is on blue, Kong 3.9.0", StringComparison.Ordinal));
        run.Lines.Should().ContainSingle(l => l.Contains("until all traffic was on blue", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Quickstart_CountsOfUsersAndBalancer_Agree()
    {
        using SampleRun run = new("Quickstart", "--fast", "--state", NewDirectory());
        await run.EndAsync(Token);

        long[][] acts = [.. run.Lines.Where(l => l.Contains("users sent", StringComparison.Ordinal)).Select(l => Regex.Matches(l[l.IndexOf("users", StringComparison.Ordinal)..], @"\d+").Select(m => long.Parse(m.Value)).ToArray())];

        acts.Should().HaveCount(2, run.Output);
        foreach (long[] act in acts)
        {
            // sent, failed, blue answered, blue failed, green answered, green failed
            act[0].Should().Be(act[2] + act[4]).And.BeGreaterThan(100);
            act[1].Should().Be(act[3] + act[5]);
        }
        acts[0][1].Should().Be(0, "a healthy green harms nobody");
        acts[1][5].Should().BeGreaterThan(0, "green really failed for somebody before all traffic went back");
    }

    [Theory]
    [InlineData("3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/export.yml")]
    [InlineData("3.4.2-to-3.9.1/s3-after-up/3.9.1/export.yml")]
    [InlineData("3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/export.yml")]
    [InlineData("2.8.5-to-3.9.1/s4-after-finish/3.9.1/export.yml")]
    public async Task Quickstart_OnARecordedExport_CompletesThenRollsBack(string export)
    {
        if (Repository.Recordings is not { } recordings)
        {
            Assert.Skip("the recordings of real Kong are not beside this repository");
            return;
        }
        using SampleRun run = new("Quickstart", "--fast", "--state", NewDirectory(), "--config", Path.Combine(recordings, export));

        (await run.EndAsync(Token)).Should().Be(0, run.Output);
    }

    [Theory]
    [InlineData("'--nonsense' is not an option", "--nonsense")]
    [InlineData("'--config' needs a value", "--config")]
    [InlineData("no configuration file at '/nowhere.yml'", "--config", "/nowhere.yml")]
    public async Task Quickstart_BadCommandLine_SaysWhatIsWrong(string expected, params string[] arguments)
    {
        using SampleRun run = new("Quickstart", arguments);

        (await run.EndAsync(Token)).Should().Be(2);

        run.Output.Should().Contain(expected);
    }

    [Fact]
    public async Task Quickstart_StateFolderOfSomebodysOwn_LeavesItsFiles()
    {
        string theirs = Path.Combine(Directory.CreateDirectory(NewDirectory()).FullName, "theirs.txt");
        await File.WriteAllTextAsync(theirs, "precious", Token);
        using SampleRun run = new("Quickstart", "--fast", "--state", Path.GetDirectoryName(theirs)!);

        (await run.EndAsync(Token)).Should().Be(0, run.Output);

        Directory.GetFileSystemEntries(Path.GetDirectoryName(theirs)!).Should().Equal(theirs);
    }

    [Fact]
    public async Task FirstUpgrade_Completes()
    {
        using SampleRun run = new("FirstUpgrade");

        (await run.EndAsync(Token)).Should().Be(0, run.Output);

        run.Output.Should().Contain("COMPLETED: Kong 3.9.1 serves all traffic");
    }

    internal static string NewDirectory() => Path.Combine(Directory.CreateTempSubdirectory("quickstart-").FullName, "state");
}
