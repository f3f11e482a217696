using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Database.Tests.Processes;

public class CommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_CommandThatPrintsASecret_ShowsAMask()
    {
        const string secret = "p@ss word/1";
        List<string> told = [];
        CommandLine line = new("/bin/sh", "-c", "echo \"password is $WORD, as a URL postgres://kong:p%40ss%20word%2F1@db\"; echo \"$WORD\" >&2")
        {
            Environment = new Dictionary<string, string?> { ["WORD"] = secret },
            Secrets = [secret, ""],
        };

        CommandOutcome outcome = await Command.RunAsync(line, TimeProvider.System, l => { lock (told) told.Add(l.Text); }, Token);

        outcome.Out.Should().Be("password is ***, as a URL postgres://kong:***@db");
        outcome.Err.Should().Be("***");
        told.Concat([line.ToString()]).Should().NotContain(t => t.Contains("ss word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_CommandThatPrintsTooMuch_KeepsBothEnds()
    {
        CommandOutcome outcome = await Command.RunAsync(new("/bin/sh", "-c", "seq 1 10000"), TimeProvider.System, null, Token);

        outcome.Lines.Should().HaveCount(2001);
        outcome.Lines[0].Text.Should().Be("1");
        outcome.Lines[500].Text.Should().Be("… 8000 lines left out …");
        outcome.Lines[^1].Text.Should().Be("10000");
    }

    [Fact]
    public async Task Run_NoSuchExecutable_NamesItAndWhatToDo()
    {
        Func<Task> run = () => Command.RunAsync(new("/nowhere/kong", "version"), TimeProvider.System, null, Token);

        (await run.Should().ThrowAsync<UpgradeServiceException>()).Which.Message.Should().Be("'/nowhere/kong version' could not be started: there is no such executable. Name an executable file that this user may run.");
    }

    [Fact]
    public async Task Run_CommandThatLeavesADaemonWithItsPipes_Returns()
    {
        CommandOutcome outcome = await Command.RunAsync(new("/bin/sh", "-c", "sleep 30 & echo begun") { LeavesNothing = true }, TimeProvider.System, null, Token);

        (outcome.ExitCode, outcome.Out).Should().Be((0, "begun"));
    }
}
