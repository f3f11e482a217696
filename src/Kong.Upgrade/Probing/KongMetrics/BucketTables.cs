namespace Kong.Upgrade.Probing.KongMetrics;

/// <summary>
/// Upper bounds in milliseconds as each version of Kong has them (kong-facts 4). They have to be known: an exporter leaves out the buckets below a series' fastest request, so that what is seen
/// may lack a bound that the node does have, and the bounds would change with the traffic.
/// </summary>
internal static class BucketTables
{
    private static readonly KongVersion first3 = KongVersion.Parse("3.0.0");
    private static readonly KongVersion last3Short = KongVersion.Parse("3.4.999");
    private static readonly KongVersion first3Long = KongVersion.Parse("3.8.0");

    private static readonly double[] old = Bounds(1, 2, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 200, 300, 400, 500, 1000, 2000, 5000, 10000, 30000, 60000);
    private static readonly double[] kongShort = Bounds(1, 2, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 750, 1000);
    private static readonly double[] kongLong = Bounds(1, 2, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 750, 1000, 3000, 6000);
    private static readonly double[] request = Bounds(25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10000, 30000, 60000);

    /// <summary>The bounds that a node has: the table that agrees with all that was seen; those that every such table has while several do; what was seen when none does; <see langword="null"/> while nothing tells.</summary>
    /// <param name="kind">Which histogram.</param>
    /// <param name="seen">Every bound that the node has shown, ascending, with infinity.</param>
    /// <param name="version">The node's version, if known.</param>
    public static double[]? Of(HistogramKind kind, ReadOnlySpan<double> seen, KongVersion? version)
    {
        double[] shown = seen.ToArray();
        if (shown.Any(double.IsFinite)) return Shared([.. All(kind).Where(table => Agrees(table, shown))]) ?? shown;
        return version is not null ? Shared(Of(kind, version)) : shown.Length > 0 ? Shared(All(kind)) : null;
    }

    /// <summary>The bounds of a version; of one between two known ones, those that both have.</summary>
    public static double[] ByVersion(HistogramKind kind, KongVersion version) => Shared(Of(kind, version))!;

    /// <summary>The bounds that all have.</summary>
    public static double[]? Shared(IReadOnlyList<double[]> tables) =>
        tables.Count == 0 ? null : [.. tables[0].Where(bound => tables.All(t => Array.BinarySearch(t, bound) >= 0))];

    private static double[][] All(HistogramKind kind) => kind is HistogramKind.Kong ? [kongShort, kongLong, old] : [request, old];

    private static double[][] Of(HistogramKind kind, KongVersion version) =>
        version < first3 ? [old]
        : kind is HistogramKind.Request ? [request]
        : version <= last3Short ? [kongShort] : version >= first3Long ? [kongLong] : [kongShort, kongLong];

    // From the lowest bound that was seen on, a node shows every one that it has.
    private static bool Agrees(double[] table, double[] shown) =>
        shown.All(bound => Array.BinarySearch(table, bound) >= 0) && table.Where(bound => bound >= shown[0]).All(shown.Contains);

    private static double[] Bounds(params double[] finite) => [.. finite, double.PositiveInfinity];
}
