using System.Net;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>ip-restriction: addresses and networks that are kept out, or alone let in.</summary>
internal sealed class IpRestriction(JsonObject config, VersionTraits version) : IPlugin
{
    private readonly IPNetwork[] _deny = [.. config.Texts("deny").Select(Network)];
    private readonly IPNetwork[] _allow = [.. config.Texts("allow").Select(Network)];
    private readonly int _status = config.Integer("status", 403);
    private readonly string? _message = config.Text("message");

    public Answer? Access(ProxyExchange exchange)
    {
        IPAddress client = exchange.Context.Connection.RemoteIpAddress ?? IPAddress.None;
        return Array.Exists(_deny, n => n.Contains(client)) || (_allow.Length > 0 && !Array.Exists(_allow, n => n.Contains(client)))
            ? new(_status, _message ?? (version.NamesRefusedAddress ? $"IP address not allowed: {client}" : "Your IP address is not allowed"))
            : null;
    }

    // Kong takes an address inside a network for the network.
    private static IPNetwork Network(string text)
    {
        string[] parts = text.Split('/', 2);
        IPAddress address = IPAddress.Parse(parts[0]);
        byte[] bytes = address.GetAddressBytes();
        int length = parts.Length == 2 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : bytes.Length * 8;
        for (int bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new(new IPAddress(bytes), length);
    }
}
