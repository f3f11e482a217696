using Kong.Upgrade.AdminApi;

namespace Kong.Upgrade.Staging.Routes;

/// <summary>Which tests are made of the configuration. Not to be changed while it is in use.</summary>
public sealed class DerivedTestOptions
{
    /// <summary>How many requests a route gets: from 1 to 100, each of its paths and hosts at least once as far as that goes. The default value is 3.</summary>
    public int MostPerRoute { get; set; } = 3;

    /// <summary>Whether a handshake is made for each SNI, and the certificate compared with that of the configuration, where a TLS address is known. The default value is <see langword="true"/>.</summary>
    public bool TestsCertificates { get; set; } = true;

    /// <summary>Whether keys of real consumers, as they stand in the configuration (key-auth), may be sent to see them let in. Their limits are used up, so it needs consent to <see cref="StagingEffects.SpendsQuota"/>, too. The default value is <see langword="false"/>.</summary>
    public bool UsesConsumersKeys { get; set; }

    /// <summary>How the Admin API is asked where the configuration is read from one: its token, its patience; the address is set by the suite. The default value is <see langword="null"/>: the defaults.</summary>
    public Func<Uri, AdminApiOptions>? AdminApi { get; set; }

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate() => MostPerRoute is >= 1 and <= 100 ? [] : [$"{nameof(MostPerRoute)} is {MostPerRoute}; it must be from 1 to 100."];
}
