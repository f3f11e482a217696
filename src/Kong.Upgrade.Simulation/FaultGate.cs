namespace Kong.Upgrade.Simulation;

/// <summary>A gate that whoever passes waits at while it is closed.</summary>
internal sealed class FaultGate
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _closed;

    public bool IsClosed
    {
        get
        {
            lock (_gate)
                return _closed is not null;
        }

        set
        {
            lock (_gate)
            {
                if (value)
                    _closed ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                else
                    Open();
            }
        }
    }

    public Task PassAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource? closed;
        lock (_gate)
            closed = _closed;
        return closed is null ? Task.CompletedTask : closed.Task.WaitAsync(cancellationToken);
    }

    private void Open()
    {
        _closed?.TrySetResult();
        _closed = null;
    }
}
