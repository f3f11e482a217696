using System.Globalization;

namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>The lines that let HAProxy tell of each request as it ends. No address, path or header of a user.</summary>
internal static class AccessLogLines
{
    /// <summary>What is in the frontend, for only a frontend logs requests, and in one format.</summary>
    public static IEnumerable<string> Frontend(HAProxyOptions options)
    {
        if (options.AccessLogPort is not { } port) yield break;
        yield return "# In each frontend whose users are to be split: it tells of every request as it ends. A frontend has one log-format; where others read";
        yield return "# its log too, put ours at the end of yours. 'option dontlog-normal', 'option logasap' and sampled logs would hide requests: have none of them there.";
        yield return "frontend NAME-OF-FRONTEND";
        yield return string.Create(CultureInfo.InvariantCulture, $"    log 127.0.0.1:{port} local0 info");
        yield return $"    log-format \"{Format(options)}\"";
        yield return "";
    }

    /// <summary>Testers are not users.</summary>
    public static IEnumerable<string> Testers(HAProxyOptions options)
    {
        if (options is { AccessLogPort: not null, TesterHeader: { } header }) yield return $"    http-request set-var(txn.kong_by) str(tester) if {{ req.hdr({header}) -m str green blue }}";
    }

    /// <summary>When it ended (ms), backend, who answered, side and node that the rules chose, who chose, status, tries after the first, how it ended, how long it took (ms).</summary>
    private static string Format(HAProxyOptions options) =>
        $"kong_upgrade %[date(0,ms)] %b %s {(options.Mode is HAProxyMode.Map ? "%[var(txn.kong_side)] %[var(txn.kong_node)] %[var(txn.kong_by)]" : "- - -")} %ST %rc %ts %Ta";
}
