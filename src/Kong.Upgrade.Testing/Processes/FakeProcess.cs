namespace Kong.Upgrade.Testing.Processes;

/// <summary>One process that works on an upgrade. Once it is dead its calls have no effect and no answer, and its timers do not fire: it stands still for ever.</summary>
internal sealed class FakeProcess(VirtualTime time, Story story)
{
    private readonly TaskCompletionSource death = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly List<KongCall> operations = [];
    private CrashOrder? crash;
    private volatile bool isDead;

    public bool IsDead => isDead;

    public ProcessTime Time => field ??= new(this, time);

    /// <summary>Changes of the world and of the journal that this process asked for, in order.</summary>
    public IReadOnlyList<KongCall> Operations
    {
        get { lock (gate) return [.. operations]; }
    }

    public void DieAt(CrashOrder? order) => crash = order;

    /// <summary>Ends it, wherever it is.</summary>
    public void Die()
    {
        isDead = true;
        death.TrySetCanceled();
    }

    /// <summary>What a dead process sees of its call: nothing, ever.</summary>
    public Task<T> LookAsync<T>(Func<Task<T>> look) => isDead ? Never<T>() : look();

    public Task LookAsync(Func<Task> look) => isDead ? Never<bool>() : look();

    public Task ChangeAsync(KongCall call, Func<Task> change) => ChangeAsync(call, async () =>
    {
        await change().ConfigureAwait(false);
        return true;
    });

    /// <summary>A call that changes something: where a process may die, before or after it.</summary>
    public async Task<T> ChangeAsync<T>(KongCall call, Func<Task<T>> change)
    {
        if (isDead) return await Never<T>().ConfigureAwait(false);
        int number = Count(call);
        bool diesHere = crash is not null && crash.IsAt(number, call);
        if (diesHere && !crash!.IsAfter) return await DieAsync<T>(number, call).ConfigureAwait(false);
        try
        {
            return await change().ConfigureAwait(false);
        }
        finally
        {
            if (diesHere) await DieAsync<T>(number, call).ConfigureAwait(false);
        }
    }

    /// <summary>Runs until the work ends or the process dies.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        Task<T> running = work();
        await Task.WhenAny(running, death.Task).ConfigureAwait(false);
        if (death.Task.IsCompleted) await death.Task.ConfigureAwait(false);
        return await running.ConfigureAwait(false);
    }

    private int Count(KongCall call)
    {
        lock (gate)
        {
            operations.Add(call);
            return operations.Count;
        }
    }

    private Task<T> DieAsync<T>(int number, KongCall call)
    {
        isDead = true;
        ProcessDiedException died = new(number, call, crash!.IsAfter);
        story.Tell($"process: {died.Message}");
        death.TrySetException(died);
        return Never<T>();
    }

    // Nobody but the caller knows it, so a dead process is collected with all that waits in it.
    private static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;
}
