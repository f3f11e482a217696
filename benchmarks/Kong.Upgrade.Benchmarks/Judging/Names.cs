using System.Globalization;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Probing;

namespace Kong.Upgrade.Benchmarks.Judging;

/// <summary>Nodes and routes as the library's readings call them.</summary>
internal static class Names
{
    /// <summary>A reading of a node that did nothing.</summary>
    public static NodeReading Nothing(ClusterSide side, int node, int? route) => new() { Side = side, Node = Node(side, node), Route = Route(route), Requests = 0 };

    public static string Node(ClusterSide side, int node) => string.Create(CultureInfo.InvariantCulture, $"{side}-{node}");

    public static string? Route(int? route) => route?.ToString(CultureInfo.InvariantCulture);
}
