namespace Kong.Upgrade.Samples.Tests;

public class QuickstartKillTests
{
    private const int Kills = 50;
    private const int LinesOfAWholePlay = 70;

    /// <summary>The process dies at a random moment, sometimes twice; whoever runs the same again comes to a good end.</summary>
    [Fact]
    public async Task Quickstart_KilledAtRandomMoments_AlwaysEndsCompletedOrRolledBack()
    {
        int seed = Environment.TickCount, killed = 0;
        Random dice = new(seed);
        int[][] moments = [.. Enumerable.Range(0, Kills).Select(_ => Moments(dice))];

        await Parallel.ForEachAsync(moments, new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = TestContext.Current.CancellationToken }, async (lines, token) =>
            Interlocked.Add(ref killed, await PlayAsync(lines, seed, token)));

        killed.Should().BeGreaterThanOrEqualTo(Kills, $"every play is cut off at least once (seed {seed})");
    }

    private static int[] Moments(Random dice) => [.. Enumerable.Range(0, dice.Next(1, 3)).Select(_ => dice.Next(3, LinesOfAWholePlay / 2))];

    private static async Task<int> PlayAsync(int[] killAfterLines, int seed, CancellationToken token)
    {
        string state = QuickstartTests.NewDirectory();
        List<string> story = [$"seed {seed}, killed after {string.Join(" and ", killAfterLines)} lines"];
        int killed = 0;
        foreach (int lines in killAfterLines)
        {
            using SampleRun cut = new("Quickstart", "--fast", "--state", state);
            if (await cut.KillAfterAsync(lines, token)) killed++;
            story.AddRange(cut.Lines.Append("--- killed ---"));
        }
        using SampleRun last = new("Quickstart", "--fast", "--state", state);
        int exit = await last.EndAsync(token);
        story.AddRange(last.Lines);
        exit.Should().Be(0, string.Join('\n', story));
        last.Output.Should().MatchRegex(@"ACT 2(.|\n)*(COMPLETED|ROLLED BACK): ", "the last act ends well");
        Directory.Exists(state).Should().BeFalse("nothing is left behind after the end");
        return Math.Max(killed, 1);
    }
}
