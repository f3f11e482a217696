namespace Kong.Upgrade.Staging.Nodes.Health;

/// <summary>What blue and green say of one target.</summary>
/// <param name="Upstream">The upstream.</param>
/// <param name="Target">The target.</param>
/// <param name="Blue">Blue's word; <see langword="null"/> where it does not name the target.</param>
/// <param name="Green">Green's.</param>
internal sealed record HealthDifference(UpstreamChecks Upstream, string Target, string? Blue, string? Green)
{
    /// <summary>Whether green is no worse than blue, and why; <see langword="null"/> where it must become the same.</summary>
    public string? Excuse() => (Blue, Green) switch
    {
        (TargetHealth.DnsError, TargetHealth.Healthy or TargetHealth.Off) => "blue cannot resolve it, green can",
        (TargetHealth.Unhealthy, TargetHealth.Healthy) when !Upstream.IsWhollyActive => "blue knows it from its users' traffic or an operator, and green has had none: no active checks look both ways",
        _ => null,
    };

    /// <summary>The difference, in words that are the same for every target.</summary>
    public string What => $"target is {Green ?? "missing"} on green and {Blue ?? "missing"} on blue";

    public override string ToString() => $"upstream {Upstream.Name}, target {Target}: {What}";
}
