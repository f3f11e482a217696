namespace Kong.Upgrade.Testing.Fakes;

/// <summary>How a call of any fake goes: a fault if one is placed, the effect, a line of the story, the answer. Completes at once when nothing delays it.</summary>
internal sealed class FakeCalls(VirtualTime? time, FaultList? faults, Story? story)
{
    public FaultList Faults { get; } = faults ?? new();

    public Story Story { get; } = story ?? new();

    public VirtualTime Time { get; } = time ?? new();

    /// <summary>A call that changes the world: its line is told.</summary>
    public Task<T> EffectAsync<T>(KongCall call, string line, Func<T> effect, CancellationToken cancellationToken) =>
        MakeAsync(call, line, effect, cancellationToken);

    /// <summary>A call that only looks.</summary>
    public Task<T> LookAsync<T>(KongCall call, Func<T> look, CancellationToken cancellationToken) =>
        MakeAsync(call, null, look, cancellationToken);

    private Task<T> MakeAsync<T>(KongCall call, string? line, Func<T> effect, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        return Faults.Next(call) is { } fault ? FaultyAsync(fault, line, effect, cancellationToken) : Simply(line, effect);
    }

    private Task<T> Simply<T>(string? line, Func<T> effect)
    {
        try
        {
            T answer = effect();
            Tell(line, string.Empty);
            return Task.FromResult(answer);
        }
        catch (Exception error)
        {
            Tell(line, $" (failed: {error.Message})");
            return Task.FromException<T>(error);
        }
    }

    private async Task<T> FaultyAsync<T>(FaultRule fault, string? line, Func<T> effect, CancellationToken cancellationToken)
    {
        try
        {
            if (fault.Before is not null) await fault.Before(Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Tell(line, $" (failed: {error.Message})");
            throw;
        }
        T answer = await Simply(line, effect).ConfigureAwait(false);
        return fault.Instead is null ? answer : throw fault.Instead();
    }

    private void Tell(string? line, string suffix)
    {
        if (line is not null) Story.Tell(line + suffix);
    }
}
