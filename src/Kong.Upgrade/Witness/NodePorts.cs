using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Kong.Upgrade.Witness;

/// <summary>Ports on loopback that nobody held a moment ago.</summary>
internal sealed record NodePorts(int Proxy, int Admin, int Status, int Cluster, int Telemetry)
{
    public static NodePorts Free()
    {
        // All are held until each has another.
        TcpListener[] listeners = [.. Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners) listener.Dispose();
        return new(ports[0], ports[1], ports[2], ports[3], ports[4]);
    }

    public static Uri Address(int port) => new($"http://{Listen(port)}/");

    /// <summary>The settings that make a node small, silent and alone: own ports, one worker, logs in its own prefix, nothing that two nodes of a host could fight for (kong-facts 11.15).</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["KONG_PROXY_LISTEN"] = Listen(Proxy),
        ["KONG_ADMIN_LISTEN"] = Listen(Admin),
        ["KONG_STATUS_LISTEN"] = Listen(Status),
        ["KONG_CLUSTER_LISTEN"] = Listen(Cluster),
        ["KONG_CLUSTER_TELEMETRY_LISTEN"] = Listen(Telemetry),
        ["KONG_STREAM_LISTEN"] = "off",
        ["KONG_ADMIN_GUI_LISTEN"] = "off",
        ["KONG_PORTAL"] = null,
        ["KONG_PORT_MAPS"] = null,
        ["KONG_NODE_ID"] = null,
        ["KONG_DECLARATIVE_CONFIG"] = null,
        ["KONG_NGINX_WORKER_PROCESSES"] = "1",
        ["KONG_NGINX_MAIN_WORKER_PROCESSES"] = null,
        ["KONG_NGINX_DAEMON"] = "on",
        ["KONG_NGINX_MAIN_DAEMON"] = null,
        ["KONG_ANONYMOUS_REPORTS"] = "off",
        ["KONG_PROXY_ACCESS_LOG"] = "off",
        ["KONG_PROXY_ERROR_LOG"] = "logs/error.log",
        ["KONG_ADMIN_ACCESS_LOG"] = "off",
        ["KONG_ADMIN_ERROR_LOG"] = "logs/error.log",
        ["KONG_STATUS_ACCESS_LOG"] = "off",
        ["KONG_STATUS_ERROR_LOG"] = "logs/error.log",
    };

    private static string Listen(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
}
