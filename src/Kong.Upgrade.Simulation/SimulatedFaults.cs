using System.Collections.Concurrent;

namespace Kong.Upgrade.Simulation;

/// <summary>What is wrong with a simulated node. Every property may be changed while the node serves, from any thread.</summary>
public sealed class SimulatedFaults
{
    private readonly ConcurrentDictionary<string, byte> _broken = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _mixedUp = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private TaskCompletionSource? _hang;
    private double _errorRate;
    private long _addedTicks;
    private long _asked;

    internal SimulatedFaults(TimeProvider time) => _time = time;

    /// <summary>The share of proxied requests that Kong itself answers with 500, evenly spread. From 0 to 1; the default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double ErrorRate
    {
        get => Volatile.Read(ref _errorRate);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1);
            Volatile.Write(ref _errorRate, value);
        }
    }

    /// <summary>How much longer Kong takes for each proxied request. The default is zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan AddedLatency
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _addedTicks));
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            Volatile.Write(ref _addedTicks, value.Ticks);
        }
    }

    /// <summary>
    /// Whether the node accepts connections but answers nothing, on any listener. Requests that wait go on when it is
    /// set back. The default is <see langword="false"/>.
    /// </summary>
    public bool Hang
    {
        get
        {
            lock (_gate)
                return _hang is not null;
        }

        set
        {
            lock (_gate)
            {
                if (value)
                    _hang ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                else
                    Release();
            }
        }
    }

    /// <summary>Whether <c>/status/ready</c> answers 503 although the node serves. The default is <see langword="false"/>.</summary>
    public bool NotReady { get; set; }

    /// <summary>
    /// Whether the node serves without any route, as after a start on the wrong database: it is ready, and answers 404 to
    /// everything. The default is <see langword="false"/>.
    /// </summary>
    public bool WrongConfiguration { get; set; }

    internal event Action? Crashing;

    /// <summary>Makes a plugin raise an error: routes that use it answer 500.</summary>
    /// <param name="name">The plugin, for example <c>rate-limiting</c>.</param>
    public void BreakPlugin(string name) => _broken[name] = 0;

    /// <summary>Makes a broken plugin work again.</summary>
    /// <param name="name">The plugin.</param>
    public void RepairPlugin(string name) => _broken.TryRemove(name, out _);

    /// <summary>Gives one server name a certificate that is not its own, on the TLS listener. Connections that stand keep theirs.</summary>
    /// <param name="serverName">The name as clients send it, for example <c>api.example.test</c>.</param>
    public void MixUpCertificate(string serverName) => _mixedUp[serverName] = 0;

    /// <summary>Gives a server name its own certificate again.</summary>
    /// <param name="serverName">The name.</param>
    public void RestoreCertificate(string serverName) => _mixedUp.TryRemove(serverName, out _);

    /// <summary>Ends the node as <c>kill -9</c> would: listeners close and connections break at once.</summary>
    public void Crash() => Crashing?.Invoke();

    internal bool IsBroken(string plugin) => !_broken.IsEmpty && _broken.ContainsKey(plugin);

    internal bool HasWrongCertificate(string serverName) => !_mixedUp.IsEmpty && _mixedUp.ContainsKey(serverName);

    internal Task PassAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource? hang;
        lock (_gate)
            hang = _hang;
        return hang is null ? Task.CompletedTask : hang.Task.WaitAsync(cancellationToken);
    }

    internal Task DelayAsync(CancellationToken cancellationToken) =>
        AddedLatency is { Ticks: > 0 } added ? Task.Delay(added, _time, cancellationToken) : Task.CompletedTask;

    /// <summary>Every so many-th request fails: the share is exact, and the same in every run.</summary>
    internal bool Fails()
    {
        double rate = ErrorRate;
        if (rate <= 0)
            return false;
        long turn = Interlocked.Increment(ref _asked);
        return Math.Floor(turn * rate) > Math.Floor((turn - 1) * rate);
    }

    private void Release()
    {
        _hang?.TrySetResult();
        _hang = null;
    }
}
