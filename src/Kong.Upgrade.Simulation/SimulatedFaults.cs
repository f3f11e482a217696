namespace Kong.Upgrade.Simulation;

/// <summary>What is wrong with a simulated node. Every property may be changed while the node serves, from any thread.</summary>
public sealed class SimulatedFaults
{
    private readonly NameSet _broken = new();
    private readonly NameSet _skipped = new();
    private readonly NameSet _missing = new();
    private readonly NameSet _mixedUp = new();
    private readonly NameSet _lost = new();
    private readonly FaultGate _hang = new();
    private readonly FaultGate _stall = new();
    private readonly TimeProvider _time;
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
        get => _hang.IsClosed;
        set => _hang.IsClosed = value;
    }

    /// <summary>
    /// Whether answers of upstreams come with their head, and nothing of their body follows. Requests that wait go on when
    /// it is set back. The default is <see langword="false"/>.
    /// </summary>
    public bool StalledBody
    {
        get => _stall.IsClosed;
        set => _stall.IsClosed = value;
    }

    /// <summary>Whether bodies of upstreams are followed by blanks without end, as fast as the client takes them. The default is <see langword="false"/>.</summary>
    public bool EndlessBody { get; set; }

    /// <summary>In which order routes are tried. The default is Kong's own.</summary>
    public SimulatedRouteOrder RouteOrder { get; set; }

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
    public void BreakPlugin(string name) => _broken.Add(name);

    /// <summary>Switches a plugin off: requests are served as if it were configured nowhere. The Admin API still shows it.</summary>
    /// <param name="name">The plugin, for example <c>key-auth</c>.</param>
    public void SkipPlugin(string name) => _skipped.Add(name);

    /// <summary>Takes a plugin off the node: it does nothing, and <c>GET /</c> does not name it among those available.</summary>
    /// <param name="name">The plugin.</param>
    public void RemovePlugin(string name) => _missing.Add(name);

    /// <summary>Makes a plugin that was broken, skipped or removed work again.</summary>
    /// <param name="name">The plugin.</param>
    public void RepairPlugin(string name)
    {
        _broken.Remove(name);
        _skipped.Remove(name);
        _missing.Remove(name);
    }

    /// <summary>Loses a header of every answer of the proxy, whoever set it.</summary>
    /// <param name="name">The header, for example <c>X-RateLimit-Limit-Minute</c>.</param>
    public void DropHeader(string name) => _lost.Add(name);

    /// <summary>Loses the header no more.</summary>
    /// <param name="name">The header.</param>
    public void KeepHeader(string name) => _lost.Remove(name);

    /// <summary>Gives one server name a certificate that is not its own, on the TLS listener. Connections that stand keep theirs.</summary>
    /// <param name="serverName">The name as clients send it, for example <c>api.example.test</c>.</param>
    public void MixUpCertificate(string serverName) => _mixedUp.Add(serverName);

    /// <summary>Gives a server name its own certificate again.</summary>
    /// <param name="serverName">The name.</param>
    public void RestoreCertificate(string serverName) => _mixedUp.Remove(serverName);

    /// <summary>Writes a line into the node's error log, as nginx would write it.</summary>
    /// <param name="message">The text behind time, level and process, for example <c>*17 [kong] init.lua:405 [key-auth] attempt to index a nil value</c>.</param>
    /// <param name="level">nginx's word: <c>warn</c>, <c>error</c>, <c>crit</c>, <c>alert</c>.</param>
    /// <exception cref="InvalidOperationException">The node keeps no error log; set <see cref="SimulatedNodeOptions.ErrorLog"/>.</exception>
    public void WriteErrorLog(string message, string level = "error")
    {
        if (Log is not { IsKept: true } log)
            throw new InvalidOperationException("The simulated node keeps no error log. Set SimulatedNodeOptions.ErrorLog to a file before it starts.");
        log.Write(level, message);
    }

    /// <summary>Ends the node as <c>kill -9</c> would: listeners close and connections break at once.</summary>
    public void Crash() => Crashing?.Invoke();

    internal ErrorLog? Log { get; set; }

    internal IEnumerable<string> LostHeaders => _lost.All;

    internal bool LosesHeaders => !_lost.IsEmpty;

    internal bool IsBroken(string plugin) => _broken.Contains(plugin);

    internal bool IsAbsent(string plugin) => _skipped.Contains(plugin) || _missing.Contains(plugin);

    internal bool IsMissing(string plugin) => _missing.Contains(plugin);

    internal bool HasWrongCertificate(string serverName) => _mixedUp.Contains(serverName);

    internal Task PassAsync(CancellationToken cancellationToken) => _hang.PassAsync(cancellationToken);

    internal Task PassBodyAsync(CancellationToken cancellationToken) => _stall.PassAsync(cancellationToken);

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
}
