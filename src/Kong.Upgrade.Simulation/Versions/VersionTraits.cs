namespace Kong.Upgrade.Simulation.Versions;

/// <summary>What one version of Kong does differently from another, as far as the simulation shows it.</summary>
internal sealed record VersionTraits(string Text, int Major, int Minor)
{
    public static VersionTraits Of(KongVersion version) => new(version.ToString(), version.Major, version.Minor);

    /// <summary>X-Kong-Request-Id and `request_id` in Kong's own bodies (kong-facts Appendix A, 3.5.0).</summary>
    public bool HasRequestId => AtLeast(3, 5);

    /// <summary>`Via: 1.1 kong/…`, also towards the upstream (kong-facts 380-02).</summary>
    public bool HasProtocolInVia => AtLeast(3, 8);

    /// <summary>`GET /status/ready` (kong-facts 3.2).</summary>
    public bool HasReadiness => AtLeast(3, 3);

    /// <summary>"Unauthorized" for a wrong key, which was told apart before (Kong/kong kong/plugins/key-auth/handler.lua@3.5.0, 3.6.0).</summary>
    public bool SaysUnauthorized => AtLeast(3, 6);

    /// <summary>`realm` in key-auth (recorded: not 3.4.2, but 3.9.0).</summary>
    public bool HasKeyAuthRealm => AtLeast(3, 7);

    /// <summary>`realm` in basic-auth, and "Unauthorized" with a challenge for wrong credentials too.</summary>
    public bool HasBasicAuthRealm => AtLeast(3, 6);

    /// <summary>`realm` in jwt, hmac-auth and oauth2; only since then do the first two challenge at all.</summary>
    public bool HasTokenRealm => AtLeast(3, 8);

    /// <summary>X-Credential-Username beside X-Credential-Identifier.</summary>
    public bool HasCredentialUsername => !AtLeast(3, 0);

    /// <summary>ip-restriction names the address it refuses.</summary>
    public bool NamesRefusedAddress => AtLeast(3, 4);

    /// <summary>Metrics with the names of 3.x; before that `kong_http_status` and `kong_latency` (kong-facts 4).</summary>
    public bool HasModernMetrics => AtLeast(3, 0);

    /// <summary>The label `workspace` (kong-facts 4).</summary>
    public bool HasWorkspaceLabel => AtLeast(3, 7);

    /// <summary>Latency buckets 3000 and 6000 (kong-facts 4, 12.7 no. 1).</summary>
    public bool HasLongLatencyBuckets => AtLeast(3, 8);

    /// <summary>`edition` in `GET /` (kong-facts 3.1).</summary>
    public bool HasEdition => AtLeast(3, 6);

    /// <summary>`config.redis` in rate limiting; older nodes know only `config.redis_host` and friends (kong-facts 1.8).</summary>
    public bool HasRedisRecord => AtLeast(3, 6);

    /// <summary>Kong's own bodies come pretty-printed; 2.8.5 is terse for an unknown route (recorded).</summary>
    public bool HasPrettyErrors => AtLeast(3, 0);

    /// <summary>Core entities are announced on their own channel, which older nodes do not hear (kong-facts 12.4 no. 4).</summary>
    public bool HasOwnCoreChannel => AtLeast(3, 7);

    /// <summary>`allow_debug_header`, off unless set; before it came, every node answered to `Kong-Debug` (kong-facts 320-14, Appendix A).</summary>
    public bool HasAllowDebugHeader => AtLeast(3, 2);

    public bool AtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);

    /// <summary>Whether nodes of these versions hear each other's route changes (kong-facts 11.16).</summary>
    public bool HearsCoreChangesOf(VersionTraits other) => HasOwnCoreChannel == other.HasOwnCoreChannel;
}
