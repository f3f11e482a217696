using Kong.Upgrade.Execution;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Steps;
using Kong.Upgrade.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kong.Upgrade.Tests;

public sealed class InspectionTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly NamedStep step = new("mine");
    private readonly FileUpgradeJournal journal = new("never-opened");

    public void Dispose() => journal.Dispose();

    [Theory]
    [InlineData(StepState.Done)]
    [InlineData(StepState.NotDone)]
    public async Task LookAsync_StateIsKnown_ReturnsItAtOnce(StepState state)
    {
        Finds(state);

        (await time.DriveAsync(Inspection().LookAsync(step, default))).Should().Be(state);
        (step.Looks, time.Passed).Should().Be((1, TimeSpan.Zero));
    }

    [Fact]
    public async Task LookAsync_UnknownForAWhile_LooksAgainOnceASecond()
    {
        Finds(StepState.Unknown, StepState.Unknown, (StepState)99, StepState.NotDone);

        (await time.DriveAsync(Inspection().LookAsync(step, default))).Should().Be(StepState.NotDone);
        (step.Looks, time.Passed).Should().Be((4, TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task LookAsync_UnknownForTooLong_HaltsAndNeverActs()
    {
        Finds(StepState.Unknown);

        UndecidedException error = (await ((Func<Task>)(() => time.DriveAsync(Inspection().LookAsync(step, default)))).Should().ThrowAsync<UndecidedException>()).Which;

        (error.Held, error.Halts).Should().Be((TimeSpan.FromMinutes(2), true));
        error.Message.Should().Be("could not tell after holding for 00:02:00: whether 'mine' is done. Look at the system behind it, then run the same plan again");
    }

    [Fact]
    public async Task LookAsync_ConnectionBreaksOnce_LooksAgain()
    {
        Finds(StepState.Done);
        step.Broken = (2, true);

        (await time.DriveAsync(Inspection().LookAsync(step, default))).Should().Be(StepState.Done);
        (step.Looks, time.Passed).Should().Be((3, TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task LookAsync_ConnectionStaysBroken_HaltsAndSaysWhy()
    {
        step.Broken = (int.MaxValue, true);

        (await ((Func<Task>)(() => time.DriveAsync(Inspection().LookAsync(step, default)))).Should().ThrowAsync<UndecidedException>())
            .Which.Message.Should().Contain("whether 'mine' is done (the connection broke). Look at the system behind it");
    }

    [Fact]
    public async Task LookAsync_FailsForGood_IsNotRepeated()
    {
        step.Broken = (1, false);

        await ((Func<Task>)(() => time.DriveAsync(Inspection().LookAsync(step, default)))).Should().ThrowAsync<UpgradeServiceException>();
        step.Looks.Should().Be(1);
    }

    [Fact]
    public async Task LookAsync_Cancelled_StopsWaiting()
    {
        Finds(StepState.Unknown);
        using CancellationTokenSource caller = new();
        Task<StepState> looking = Inspection().LookAsync(step, caller.Token);
        await caller.CancelAsync();

        await ((Func<Task>)(() => looking)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task VerifyAsync_EffectIsThere_IsSilent()
    {
        Finds(StepState.Unknown, StepState.Done);

        await time.DriveAsync(VerifyAsync());

        step.Looks.Should().Be(2);
    }

    [Fact]
    public async Task VerifyAsync_EffectIsNotThere_DoesNotBelieveTheStep()
    {
        Finds(StepState.NotDone);

        (await ((Func<Task>)VerifyAsync).Should().ThrowAsync<StepNotVerifiedException>())
            .WithMessage("mine reported success, but looking again found: its effect is not there. Nothing is believed that cannot be seen; look at the system behind the step.");
    }

    private async Task<bool> VerifyAsync()
    {
        await Inspection().VerifyAsync(step, default);
        return true;
    }

    private void Finds(params StepState[] states)
    {
        step.Found.Clear();
        foreach (StepState state in states) step.Found.Enqueue(state);
    }

    private Inspection Inspection()
    {
        UpgradeServices services = new() { Journal = journal, Traffic = new ScriptedSplitter(), Time = time };
        RunRecord record = new() { RunId = "r", Fence = 1 };
        return new(new UpgradeRun(SamplePlans.PatchPlan, services, new(), record, new(new(), time), NullLogger.Instance));
    }
}
