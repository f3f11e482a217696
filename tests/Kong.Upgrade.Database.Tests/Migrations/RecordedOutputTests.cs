using System.Globalization;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Migrations;

/// <summary>Every output of <c>kong migrations list</c> and <c>status</c> that was recorded.</summary>
public class RecordedOutputTests
{
    public static TheoryData<string> Lists => [.. Commands("kong migrations list")];

    public static TheoryData<string> Statuses => [.. Commands("kong migrations status")];

    [Theory, MemberData(nameof(Lists))]
    public void List_AsRecorded_IsReadAsItsExitCodeSays(string command)
    {
        int exitCode = ExitCode(command);
        KongView? view = ListOutput.Read(exitCode, Recordings.Read(command + ".out"));
        (view is null).Should().Be(exitCode == 1);
        if (view is null) return;
        (view.NeedsBootstrap, view.Pending.Count > 0, view.New.Count > 0).Should().Be(exitCode switch { 3 => (true, false, false), 4 => (false, true, false), 5 => (false, false, true), _ => (false, false, false) });
        string words = Recordings.Read(command + ".out");
        view.Executed.Concat(view.Pending).Concat(view.New).Should().OnlyContain(m => words.Contains(m.Name, StringComparison.Ordinal) && words.Contains(m.Subsystem + ":", StringComparison.Ordinal));
        // Nothing was overlooked: every name that is printed was read.
        view.Executed.Count.Should().Be(Printed(words, "Executed migrations:"));
        view.Pending.Count.Should().Be(Printed(words, "Pending migrations:"));
        view.New.Count.Should().Be(Printed(words, "New migrations available:"));
    }

    [Theory, MemberData(nameof(Statuses))]
    public void Status_AsRecorded_IsReadWhereThereIsOne(string command)
    {
        KongView? view = StatusOutput.Read(Recordings.Read(command + ".out"));
        (view is null).Should().Be(ExitCode(command) == 1);
        if (view is null) return;
        string beside = Path.Combine(Path.GetDirectoryName(command)!, Path.GetFileName(command).Replace("status", "list", StringComparison.Ordinal));
        if (!File.Exists(Recordings.Find(beside + ".rc"))) return;
        KongView list = ListOutput.Read(ExitCode(beside), Recordings.Read(beside + ".out"))!;
        view.NeedsBootstrap.Should().Be(list.NeedsBootstrap);
        if (list.NeedsBootstrap) return;
        view.Executed.Should().BeEquivalentTo(list.Executed);
        view.Pending.Should().BeEquivalentTo(list.Pending);
        view.New.Should().BeEquivalentTo(list.New);
    }

    [Fact]
    public void Recordings_OfBothCommands_AreFoundAtAll()
    {
        Assert.SkipWhen(Recordings.Folder is null, Recordings.Absent);
        (Lists.Count, Statuses.Count).Should().Be((53, 20));
    }

    [Fact]
    public void Status_AmongNoise_IsRead()
    {
        KongView view = StatusOutput.Read(
            "prefix directory /tmp/x not found, trying to create it\n{\"not\":\"it\"}\n2026/11/22 19:07:40 [info] {\"pending_migrations\":[{\"migrations\":[\"a\"],\"subsystem\":\"acme\"}],\"executed_migrations\":{},\"new_migrations\":null}\nbye")!;
        view.Pending.Should().Equal(new Migration("acme", "a"));
        (view.NeedsBootstrap, view.Executed.Count, view.New.Count, view.Missing.Count).Should().Be((false, 0, 0, 0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"executed_migrations\":[{\"subsystem\":\"core\"")]
    [InlineData("{\"executed_migrations\":[{\"subsystem\":\"core\"}]}")]
    [InlineData("{\"executed_migrations\":[{\"migrations\":[\"x\"]}]}")]
    [InlineData("{\"executed_migrations\":[{\"subsystem\":\"core\",\"migrations\":[{\"name\":\"x\"}]}]}")]
    [InlineData("{\"needs_bootstrap\":\"maybe\"}")]
    [InlineData("[]")]
    public void Status_CutOrStrange_IsNone(string output) => StatusOutput.Read(output).Should().BeNull();

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "Executed migrations:\ncore: a\n")]
    [InlineData(4, "Executed migrations:\ncore: a\n")]
    [InlineData(0, "Executed migrations:\ncore: a\n\nPending migrations:\ncore: b\n")]
    [InlineData(5, "Executed migrations:\ncore: a\n")]
    [InlineData(3, "Executed migrations:\ncore: a\n")]
    [InlineData(0, "Database needs bootstrapping or is older than Kong 1.0.\n")]
    public void List_WhoseTextAndExitCodeDisagree_IsNone(int exitCode, string output) => ListOutput.Read(exitCode, output).Should().BeNull();

    [Fact]
    public void List_WithPendingAndNew_HasBoth()
    {
        KongView view = ListOutput.Read(4, "Executed migrations:\n  core: a, b\n\nPending migrations:\n  acme: c\n\nNew migrations available:\n  ai-proxy: d, e\n\n2026/11/22 19:07:40 [warn] Database has pending migrations from a previous upgrade, and new migrations from this upgrade (version 3.9.1)\n")!;
        (view.Executed.Count, view.Pending.Count, view.New.Count).Should().Be((2, 1, 2));
    }

    private static int Printed(string words, string title)
    {
        string[] lines = words.Split('\n');
        int start = Array.FindIndex(lines, l => l.EndsWith(title, StringComparison.Ordinal));
        return start < 0 ? 0 : lines.Skip(start + 1).TakeWhile(l => l.Length > 0 && !l.StartsWith("20", StringComparison.Ordinal) && l.Contains(": ", StringComparison.Ordinal)).Sum(l => l.Split(", ").Length);
    }

    private static int ExitCode(string command) => int.Parse(Recordings.Read(command + ".rc"), CultureInfo.InvariantCulture);

    // Without recordings one row, so that the test is there to say why it is skipped.
    private static IEnumerable<string> Commands(string words) => Recordings.Folder is not { } folder ? ["no recordings"] :
        Directory.EnumerateFiles(folder, "*.cmd", SearchOption.AllDirectories).Where(f => File.ReadLines(f).Any(l => l.StartsWith(words, StringComparison.Ordinal)))
            .Select(f => Path.GetRelativePath(folder, f)[..^".cmd".Length]).Order(StringComparer.Ordinal);
}
