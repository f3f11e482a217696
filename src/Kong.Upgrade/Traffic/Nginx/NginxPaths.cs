using System.Security.Cryptography;
using System.Text;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>Where the splitter's files lie, and the port of its control server.</summary>
internal static class NginxPaths
{
    private const int FirstPort = 20_000, Ports = 10_000;

    public static string Lock(NginxOptions options) => options.IncludeFile + ".lock";

    public static string Script(NginxOptions options) => options.IncludeFile + (options.Mode is NginxMode.Lua ? ".lua" : ".js");

    /// <summary>Each static part reads a share file of its own: what an older one has running, with other nodes perhaps, must not follow the new one's share.</summary>
    public static string Share(NginxOptions options, string fingerprint) => $"{options.IncludeFile}.share-{fingerprint}";

    /// <summary>Below the ports that Linux gives to outgoing connections (from 32768).</summary>
    public static int ControlPort(NginxOptions options) =>
        options.ControlPort ?? FirstPort + (BitConverter.ToUInt16(SHA256.HashData(Encoding.UTF8.GetBytes(options.IncludeFile))) % Ports);
}
