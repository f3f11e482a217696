using System.Text.RegularExpressions;
using Kong.Upgrade;

namespace LocalUpgrade.Making;

/// <summary>Where a node listens, as its own configuration says it.</summary>
internal static partial class Listeners
{
    private const string StandardProxy = "0.0.0.0:8000, 0.0.0.0:8443 ssl";

    public static Uri? Admin(KongConfiguration configuration) => First(configuration.Value("admin_listen") ?? "127.0.0.1:8001");

    public static Uri? Proxy(KongConfiguration configuration) => First(configuration.Value("proxy_listen") ?? StandardProxy);

    /// <summary>The first address of the proxy with TLS; <see langword="null"/> where there is none.</summary>
    public static Uri? ProxyTls(KongConfiguration configuration) => First(configuration.Value("proxy_listen") ?? StandardProxy, isTls: true);

    /// <summary>The error log; <see langword="null"/> where it is no file.</summary>
    public static string? ErrorLog(string prefix, KongConfiguration configuration)
    {
        string log = (configuration.Value("proxy_error_log") ?? "logs/error.log").Split(' ')[0];
        return log.StartsWith("/dev/", StringComparison.Ordinal) || log.StartsWith("syslog:", StringComparison.Ordinal) ? null : Path.Combine(prefix, log);
    }

    /// <summary>The first plain-text address of the Status API; <see langword="null"/> where a node has none.</summary>
    public static Uri? Status(KongConfiguration configuration) => First(configuration.Value("status_listen") ?? "off");

    /// <summary>The first plain-text address; <see langword="null"/> where there is none.</summary>
    public static Uri? First(string listen) => First(listen, isTls: false);

    private static Uri? First(string listen, bool isTls) => listen.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Where(l => l.Split(' ').Contains("ssl") == isTls)
        .Select(l => Address().Match(l)).Where(m => m.Success)
        .Select(m => new Uri($"{(isTls ? "https" : "http")}://{Host(m.Groups[1].Value)}:{m.Groups[2].Value}")).FirstOrDefault();

    private static string Host(string host) => host switch { "0.0.0.0" or "*" => "127.0.0.1", "[::]" => "[::1]", _ => host };

    [GeneratedRegex(@"^([^\s,]+):(\d+)(\s|$)")]
    private static partial Regex Address();
}
