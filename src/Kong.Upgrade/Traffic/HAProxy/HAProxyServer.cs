namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>A server of the backend as <c>show servers state</c> tells it.</summary>
internal sealed record HAProxyServer(string Name, int Weight, int Operational, int Administrative)
{
    // As HAProxy's management manual has it: 0 stopped, 1 starting, 2 running, 3 stopping.
    private const int Stopped = 0;
    private const int Stopping = 3;

    // Maintenance: forced, inherited, by configuration, for want of an address, for want of a host name.
    private const int Maintenance = 0x01 | 0x02 | 0x04 | 0x20 | 0x40;
    private const int Drain = 0x08 | 0x10;

    /// <summary>Whether a rule (<c>use-server</c>) can send requests to it: a drained server still takes those, one in maintenance does not (seen on 2.6.12).</summary>
    public bool IsUp => Operational != Stopped && (Administrative & Maintenance) == 0;

    /// <summary>Its part in load balancing: its weight, or 0 when it takes no new requests.</summary>
    public int Part => IsUp && Operational != Stopping && (Administrative & Drain) == 0 ? Weight : 0;

    public override string ToString() => $"{Name} {(IsUp ? (Administrative & Drain) != 0 ? "DRAIN" : "UP" : (Administrative & Maintenance) != 0 ? "MAINT" : "DOWN")} weight {Weight}";
}
