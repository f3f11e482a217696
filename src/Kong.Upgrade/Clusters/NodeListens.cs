namespace Kong.Upgrade.Clusters;

/// <summary>All that a node listens on by its configuration, with the defaults of its version (kong-facts 3.2, 5.1, 11.15).</summary>
internal static class NodeListens
{
    public const string Proxy = "proxy_listen";
    public const string Stream = "stream_listen";
    public const string Admin = "admin_listen";
    public const string Status = "status_listen";

    private const string Off = "off";

    private static readonly KongVersion firstWithManager = KongVersion.Parse("3.4.0");
    private static readonly KongVersion firstWithStatus = KongVersion.Parse("3.6.0");
    private static readonly KongVersion firstWithoutPortal = KongVersion.Parse("3.5.0");

    /// <exception cref="UpgradeServiceException">A list makes no sense.</exception>
    public static IReadOnlyList<ListenAddress> Of(KongConfiguration configuration, KongVersion version) =>
        [.. Defaults(configuration, version).SelectMany(listen => ListenList.Parse(listen.Setting, configuration.Value(listen.Setting) ?? listen.Default))];

    // What a role does not use it does not open, whatever the setting says.
    private static IEnumerable<(string Setting, string Default)> Defaults(KongConfiguration configuration, KongVersion version)
    {
        bool isControl = configuration.Value("role") is "control_plane", isData = configuration.Value("role") is "data_plane";
        if (!isControl) yield return (Proxy, "0.0.0.0:8000, 0.0.0.0:8443 ssl");
        if (!isControl) yield return (Stream, Off);
        if (!isData) yield return (Admin, "127.0.0.1:8001, 127.0.0.1:8444 ssl");
        if (!isData && HasManager(version)) yield return ("admin_gui_listen", "0.0.0.0:8002, 0.0.0.0:8445 ssl");
        yield return (Status, version >= firstWithStatus ? "127.0.0.1:8007" : Off);
        if (isControl) yield return ("cluster_listen", "0.0.0.0:8005");
        if (isControl && version.IsEnterprise) yield return ("cluster_telemetry_listen", "0.0.0.0:8006");
        if (!version.IsEnterprise || version >= firstWithoutPortal || !configuration.IsOn("portal")) yield break;
        yield return ("portal_gui_listen", "0.0.0.0:8003, 0.0.0.0:8446 ssl");
        yield return ("portal_api_listen", "0.0.0.0:8004, 0.0.0.0:8447 ssl");
    }

    private static bool HasManager(KongVersion version) => version.IsEnterprise || version >= firstWithManager;
}
