namespace Kong.Upgrade.Versions.Hybrid;

/// <summary>Which of Kong's two protocols between control and data planes a version speaks (kong-facts 6.3 and 6.1): the RPC one came with 3.0 and went with 3.2, the JSON one was missing in between. It is Enterprise's history.</summary>
internal static class WireProtocols
{
    private static readonly KongVersion rpcBegins = new(3, 0, 0, 0), rpcEnds = new(3, 2, 0, 0), jsonBack = new(3, 1, 1, 2);
    private static readonly PatchRange withoutJson = PatchRange.Parse("3.1.0.0-3.1.1.1");

    /// <summary>The version in which both are there again.</summary>
    public static KongVersion Both => jsonBack;

    public static bool HaveOneInCommon(KongVersion one, KongVersion other) =>
        !one.IsEnterprise || !other.IsEnterprise || SpeaksJson(one) && SpeaksJson(other) || SpeaksRpc(one) && SpeaksRpc(other);

    private static bool SpeaksJson(KongVersion version) => !withoutJson.Contains(version);

    private static bool SpeaksRpc(KongVersion version) => version >= rpcBegins && version < rpcEnds;
}
