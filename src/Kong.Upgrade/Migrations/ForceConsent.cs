namespace Kong.Upgrade.Migrations;

/// <summary>A person's consent to <c>-f</c>, which runs every migration again, those of years ago too (kong-facts 1.6, 12.3). Immutable.</summary>
/// <remarks>It is needed only when a plugin's row stands in <c>schema_meta</c> though its tables are absent; a plugin that is merely new needs a plain <c>up</c> with the plugin in <c>KONG_PLUGINS</c>.</remarks>
public sealed class ForceConsent
{
    /// <summary>Gives the consent.</summary>
    /// <param name="reason">Who takes the responsibility and why; must not be blank.</param>
    /// <exception cref="ArgumentException">The reason is blank.</exception>
    public ForceConsent(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        Reason = reason;
    }

    /// <summary>Who takes the responsibility and why.</summary>
    public string Reason { get; }

    /// <summary>Whether routes whose paths a repeated migration would rewrite are accepted as lost. The default value is <see langword="false"/>: then such routes stop the run.</summary>
    public bool AcceptDamagedPaths { get; init; }

    /// <summary>Whether <c>finish</c> runs with <c>-f</c> as well. The default value is <see langword="false"/>.</summary>
    public bool AlsoAtFinish { get; init; }
}
