using Kong.Upgrade.Journal;
using Kong.Upgrade.LocalUpgrade.Tests.Settings;
using LocalUpgrade.Approvals;
using LocalUpgrade.Commands;
using LocalUpgrade.Settings;

namespace Kong.Upgrade.LocalUpgrade.Tests.Commands;

public class CommandTests
{
    [Theory]
    [InlineData(UpgradeOutcome.Completed, 0)]
    [InlineData(UpgradeOutcome.RolledBack, 10)]
    [InlineData(UpgradeOutcome.AwaitingApproval, 11)]
    [InlineData(UpgradeOutcome.Halted, 12)]
    [InlineData(UpgradeOutcome.Unknown, 12)]
    public void ExitCode_OfEachOutcome_IsAsPromised(UpgradeOutcome outcome, int expected) => ExitCodes.Of(outcome).Should().Be(expected);

    [Theory]
    [InlineData("'rnu' is no command; did you mean 'run'?", "rnu")]
    [InlineData("'--setings' is no option of run; did you mean '--settings'?", "run", "--setings", "x")]
    [InlineData("--settings needs a value: FILE.", "run", "--settings")]
    [InlineData("--reason needs a value: TEXT.", "approve", "--reason", " ")]
    [InlineData("--json has no value.", "run", "--json=yes")]
    [InlineData("--json is given twice.", "run", "--json", "--json")]
    [InlineData("'now' is too much: retreat takes no argument.", "retreat", "now")]
    [InlineData("'--confirm' is no option of run", "run", "--confirm", "x")]
    public void Invocation_ThatMakesNoSense_SaysWhatIsMeant(string expected, params string[] args) =>
        FluentActions.Invoking(() => Invocation.Read(args)).Should().Throw<UsageException>().WithMessage($"*{expected}*");

    [Fact]
    public void Invocation_OfNothing_IsHelp() => Invocation.Read([]).Verb.Name.Should().Be("help");

    [Fact]
    public void Invocation_WithValuesOfBothForms_IsUnderstood()
    {
        Invocation typed = Invocation.Read(["restore", "--settings=a.json", "backup-1", "--confirm", "kong"]);

        (typed.Argument, typed[Option.Settings], typed[Option.Confirm]).Should().Be(("backup-1", "a.json", "kong"));
    }

    [Fact]
    public async Task Plan_OfASoundFile_DescribesEverythingAndTouchesNothing()
    {
        string file = Typed.Settings(SettingsText.Sound);

        (int code, string output) = await Typed.RunAsync("plan", "--settings", file);

        code.Should().Be(0);
        output.Should().Contain("finish").And.Contain("Blue: Kong 3.9.0, b1 in /srv/b1").And.Contain("backend kong").And.Contain("Nothing was touched. Press: LocalUpgrade evaluate --settings");
        Directory.GetFileSystemEntries(Path.GetDirectoryName(file)!).Should().ContainSingle();
    }

    [Fact]
    public async Task Status_WithNothingThere_SaysOfEachThatItIsUnknownAndWhy()
    {
        string file = Typed.Settings(SettingsText.With("haproxy.sock:9999", "127.0.0.1:1").Replace("\"nodes\": [{ \"name\": \"b1\",", "\"environment\": { \"KONG_PG_PORT\": \"1\" }, \"nodes\": [{ \"name\": \"b1\","));

        (int code, string output) = await Typed.RunAsync("status", "--settings", file);

        code.Should().Be(1, output);
        output.Should().StartWith("WHERE TRAFFIC GOES IS UNKNOWN; no run is active.").And.MatchRegex("traffic +unknown: ").And.MatchRegex("run +none yet").And.MatchRegex("writes +unknown: .*nobody listens there").And.MatchRegex("migrations +unknown: ");
    }

    [Fact]
    public async Task Retreat_PastThePointOfNoReturn_MovesNothing()
    {
        string file = Typed.Settings(SettingsText.With("haproxy.sock:9999", "127.0.0.1:1"));
        string run = await Typed.JournalAsync(file, Typed.Entry(JournalMark.Committed, "finish"));

        (int code, string output) = await Typed.RunAsync("retreat", "--settings", file);

        code.Should().Be(1);
        output.Should().StartWith($"NOTHING WAS MOVED: run {run} is past the point of no return").And.Contain("--blue-is-restored");
    }

    [Fact]
    public async Task Approve_OfAQuestion_AnswersItForItsRunOnly()
    {
        string file = Typed.Settings(SettingsText.Sound);
        (int nothing, _) = await Typed.RunAsync("approve", "--settings", file, "--reason", "r");
        string run = await Typed.JournalAsync(file, Typed.Entry(JournalMark.Begun, "bake"));
        ApprovalFolder folder = new(SettingsFile.Read(file).Journal());
        folder.Ask(new(run, "finish", "Finish?", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow));

        (int other, string wrong) = await Typed.RunAsync("approve", "--settings", file, "--reason", "r", "--run", "other");
        (int code, string output) = await Typed.RunAsync("approve", "--settings", file, "--reason", "well seen", "--run", run);
        (int again, string late) = await Typed.RunAsync("deny", "--settings", file, "--reason", "too late");

        (nothing, other, code, again).Should().Be((1, 1, 0, 1), wrong + output + late);
        output.Should().StartWith($"APPROVED: 'finish' of run {run}, by {Environment.UserName}@");
        late.Should().Contain("approved it already, because: well seen");
        folder.Answer.Should().BeEquivalentTo(new { Run = run, Step = "finish", Approved = true, Reason = "well seen" });
    }

    [Theory]
    [InlineData(JournalMark.Closed, "RolledBack", "ended RolledBack")]
    [InlineData(JournalMark.Reverting, "harm", "has turned round")]
    public async Task Approve_OfARunThatWaitsNoMore_AnswersNothing(JournalMark mark, string detail, string expected)
    {
        string file = Typed.Settings(SettingsText.Sound);
        string run = await Typed.JournalAsync(file, Typed.Entry(mark, detail: detail));
        ApprovalFolder folder = new(SettingsFile.Read(file).Journal());
        folder.Ask(new(run, "finish", "Finish?", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow));

        (int code, string output) = await Typed.RunAsync("approve", "--settings", file, "--reason", "r");

        code.Should().Be(1);
        output.Should().StartWith("Nothing was answered: ").And.Contain(expected);
        folder.Answer.Should().BeNull();
    }

    [Fact]
    public async Task Approve_WithoutAReason_IsRefused() =>
        await FluentActions.Awaiting(() => Typed.RunAsync("approve", "--settings", Typed.Settings(SettingsText.Sound))).Should().ThrowAsync<UsageException>().WithMessage("*--reason*");

    [Fact]
    public async Task Restore_WithoutTheTypedName_ChangesNothing()
    {
        (int code, string output) = await Typed.RunAsync("restore", "/backups/one", "--confirm", "other", "--settings", Typed.Settings(SettingsText.Sound));

        code.Should().Be(2);
        output.Should().StartWith("NOTHING WAS CHANGED: database kong@127.0.0.1:5432/kong").And.Contain("--confirm kong");
    }

    [Fact]
    public async Task Help_OfSettings_NamesEveryField() => (await Typed.RunAsync("help", "settings")).Output.Should().Contain("`balancer.includeFile`").And.Contain("`stagingTests[].expectStatus`");

    [Fact]
    public async Task Commands_WhileAnotherProcessHoldsTheJournal_LookOnAndTouchNothing()
    {
        string file = Typed.Settings(SettingsText.With("haproxy.sock:9999", "127.0.0.1:1"));
        using FileUpgradeJournal active = new(SettingsFile.Read(file).Journal());
        RunRecord run = await active.OpenAsync(new() { PlanFingerprint = "f", PlanSummary = "Kong 3.9.0 to 3.9.1", At = DateTimeOffset.UtcNow }, TestContext.Current.CancellationToken);
        await active.WriteAsync(Typed.Entry(JournalMark.Begun, "divert"), TestContext.Current.CancellationToken);

        (_, string standing) = await Typed.RunAsync("status", "--settings", file);
        (int thaw, string thawed) = await Typed.RunAsync("thaw", "--settings", file);
        (int prepare, string prepared) = await Typed.RunAsync("prepare", "--settings", file);
        (int restore, string restored) = await Typed.RunAsync("restore", "/b", "--settings", file);
        await active.WriteAsync(Typed.Entry(JournalMark.Done, "divert"), TestContext.Current.CancellationToken);
        await active.CloseAsync(TestContext.Current.CancellationToken);

        standing.Should().Contain("a run is active").And.Contain($"{run.RunId}, Kong 3.9.0 to 3.9.1: going on at divert").And.Contain($"process {Environment.ProcessId} on {Environment.MachineName} works on it");
        (thaw, prepare, restore).Should().Be((1, 1, 1));
        new[] { thawed, prepared, restored }.Should().OnlyContain(text => text.StartsWith("NOTHING WAS CHANGED: a run is active"));
        Looks.Holder(SettingsFile.Read(file).Journal()).Should().BeNull("it was closed");
        Looks.Holder("/nowhere").Should().BeNull();
    }
}
