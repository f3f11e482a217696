using Kong.Upgrade.Database.Tests.Migrations;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Database.Tests.Processes;

public class CommandLeavesNothingTests
{
    [Theory]
    [InlineData("sleep 600 > /dev/null 2>&1 & echo $!")]
    [InlineData("setsid sleep 600 > /dev/null 2>&1 & echo $!")]
    public async Task Run_ThatMustLeaveNothing_EndsWhatOutlivesIt(string script)
    {
        CommandOutcome outcome = await Command.RunAsync(new("/bin/bash", "-c", script) { LeavesNothing = true }, TimeProvider.System, null, TestContext.Current.CancellationToken);
        (outcome.ExitCode, MigrationLab.IsRunning(outcome.Out.Trim())).Should().Be((0, false));
    }

    [Fact]
    public async Task Run_ThatMayLeaveADaemon_LeavesIt()
    {
        CommandOutcome outcome = await Command.RunAsync(new("/bin/bash", "-c", "sleep 600 > /dev/null 2>&1 & echo $!"), TimeProvider.System, null, TestContext.Current.CancellationToken);
        using System.Diagnostics.Process daemon = System.Diagnostics.Process.GetProcessById(int.Parse(outcome.Out.Trim(), System.Globalization.CultureInfo.InvariantCulture));
        daemon.HasExited.Should().BeFalse();
        daemon.Kill();
    }
}
