namespace Kong.Upgrade.Simulation.Tests.Command;

public class ReplayTests
{
    // 247 commands were recorded: 204 play here, 35 against a server (PostgresReplayTests), 8 are left out, each with its reason in ReplayPlan.
    private const int Replayed = 204;
    private const int NeedServer = 35;
    private const int LeftOut = 8;

    public static TheoryData<string, bool> Cases()
    {
        TheoryData<string, bool> cases = [];
        foreach (string path in Recordings.Commands.Where(path => ReplayPlan.WhyExcluded(path) is null))
        {
            cases.Add(path, false);
            cases.Add(path, true);
        }

        if (Recordings.Folder is null)
        {
            cases.Add("", false);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task RunAsync_RecordedCommandLine_PrintsAndExitsAsRecorded(string path, bool inFile)
    {
        Assert.SkipWhen(path.Length == 0, Recordings.Absent);
        Recording recording = Recording.Read(path);
        using ReplayWorld world = new(inFile);
        await world.SetUpAsync(ReplayPlan.SceneOf(path), recording);

        (int exitCode, string stdout, string stderr) = await world.ReplayAsync(recording);

        Normalized.Text(stdout, world.Folder).Should().Be(Normalized.Text(recording.Out, Recording.LabRun));
        Normalized.Text(stderr, world.Folder).Should().Be(Normalized.Text(recording.Err, Recording.LabRun));
        exitCode.Should().Be(recording.ExitCode);
    }

    [Fact]
    public void Plan_AllRecordings_CoversEveryOneOrSaysWhyNot()
    {
        Assert.SkipWhen(Recordings.Folder is null, Recordings.Absent);
        ILookup<string, string> reasons = Recordings.Commands.ToLookup(path => ReplayPlan.WhyExcluded(path) ?? "replayed");
        foreach (IGrouping<string, string> reason in reasons)
        {
            TestContext.Current.SendDiagnosticMessage($"{reason.Count()} recordings: {reason.Key}");
        }

        reasons["replayed"].Should().HaveCount(Replayed);
        reasons.Where(reason => reason.Key.Contains("PostgresReplayTests", StringComparison.Ordinal)).Sum(reason => reason.Count()).Should().Be(NeedServer);
        reasons.Where(reason => reason.Key != "replayed").Sum(reason => reason.Count()).Should().Be(NeedServer + LeftOut);
    }
}
