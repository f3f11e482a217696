namespace Kong.Upgrade.Testing.Timing;

/// <summary>Moves a clock for one work until it ends. Of several works on one clock one has the wheel; the others wait for it or for their end.</summary>
internal sealed class ClockDriver(VirtualTime time, SemaphoreSlim wheel)
{
    // Enough for work that hops between threads (a cancellation's callbacks, say) to come back to the clock …
    private const int Rounds = 64;

    // … and this for a thread that the machine put aside in the middle of its work. Busy neighbours look the same, so it is not much.
    private const int Pauses = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>A step no longer than this is a tick: no deadline is missed by it.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private bool isEverythingWaiting = true;
    private TimeSpan lastLeap;

    public async Task DriveAsync(Task running)
    {
        if (!await TakeWheelAsync(running).ConfigureAwait(false)) return;
        try
        {
            // Never on the caller's stack: the caller gets its task at once, as from any other run.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            while (!running.IsCompleted) await TurnAsync(running).ConfigureAwait(false);
        }
        finally
        {
            wheel.Release();
        }
    }

    private async Task<bool> TakeWheelAsync(Task running)
    {
        using CancellationTokenSource noLonger = new();
        Task turn = wheel.WaitAsync(noLonger.Token);
        await Task.WhenAny(running, turn).ConfigureAwait(false);
        if (!running.IsCompleted) return true;
        await noLonger.CancelAsync().ConfigureAwait(false);
        await turn.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (turn.IsCompletedSuccessfully) wheel.Release();
        return false;
    }

    private async Task TurnAsync(Task running)
    {
        if (time.NextLeap(out Task untilThen) is not { } leap) await Task.WhenAny(running, untilThen).ConfigureAwait(false);
        else if (IsNextTick(leap)) Advance(leap);
        else await SettleAndAdvanceAsync(running).ConfigureAwait(false);
    }

    /// <summary>A step that surely is no deadline of something under way: short, or as long as the last, while everybody waits for the clock.</summary>
    private bool IsNextTick(TimeSpan leap) => isEverythingWaiting && (leap <= Tick || leap == lastLeap);

    private async Task SettleAndAdvanceAsync(Task running)
    {
        await SettleAsync(running).ConfigureAwait(false);
        if (!running.IsCompleted && time.NextLeap(out _) is { } leap) Advance(leap);
    }

    private void Advance(TimeSpan leap)
    {
        lastLeap = leap;
        long before = time.Numbered;
        int pending = time.PendingTimers;
        time.AdvanceToNextTimer();
        // Whoever was woken and waits for the clock again has set a timer; where one is missing, something may be under way on another thread.
        isEverythingWaiting = time.Numbered > before && time.PendingTimers >= pending;
    }

    /// <summary>Lets whatever was queued to the thread pool run first. There, a yield goes behind everything that is queued already.</summary>
    private static async Task SettleAsync(Task running)
    {
        for (int round = 0; round < Rounds && !running.IsCompleted; round++) await Task.Yield();
        for (int pause = 0; pause < Pauses && !running.IsCompleted && OthersWork(); pause++) await Task.Delay(Pause, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
    }

    private static bool OthersWork()
    {
        ThreadPool.GetMaxThreads(out int all, out _);
        ThreadPool.GetAvailableThreads(out int free, out _);
        return all - free > 1;
    }
}
