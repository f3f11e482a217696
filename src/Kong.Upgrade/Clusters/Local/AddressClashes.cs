using System.Net;
using System.Net.NetworkInformation;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Clusters.Local;

/// <summary>Finds addresses that two would listen on: green's nodes with each other, with blue's, and with whoever listens on this host now.</summary>
internal static class AddressClashes
{
    /// <summary>One sentence a clash.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<NodePlan> blue, IReadOnlyList<NodePlan> green) =>
        [.. green.SelectMany((node, at) => Between(node, [.. green.Take(at), .. blue])), .. Held([.. green.Where(n => NodeProcess.Of(n.Prefix) is null)])];

    private static IEnumerable<string> Between(NodePlan node, IReadOnlyList<NodePlan> others) =>
        from listen in node.Listens
        from other in others
        from held in other.Listens
        where listen.ClashesWith(held)
        select $"{node.Name} would listen on {listen}, where {other.Name} listens by {held}{Hint(listen)}.";

    private static IEnumerable<string> Held(IReadOnlyList<NodePlan> nodes)
    {
        IPGlobalProperties host = IPGlobalProperties.GetIPGlobalProperties();
        IPEndPoint[] tcp = host.GetActiveTcpListeners(), udp = host.GetActiveUdpListeners();
        return from node in nodes
               from listen in node.Listens
               let holder = (listen.IsUdp ? udp : tcp).FirstOrDefault(listen.ClashesWith)
               where holder is not null
               select $"{node.Name} would listen on {listen}, but somebody listens on {holder} already{Hint(listen)}.";
    }

    private static string Hint(ListenAddress listen) => listen.Setting is NodeListens.Proxy or NodeListens.Admin ? "" : $" ({listen.Setting} is on by default in some versions; set it, if only to off)";
}
