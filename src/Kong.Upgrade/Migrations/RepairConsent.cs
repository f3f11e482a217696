using Kong.Upgrade.Rehearsals;

namespace Kong.Upgrade.Migrations;

/// <summary>A person's consent to take this upgrade's half-done migrations out of <c>schema_meta</c> and to run <c>up</c> again. Immutable.</summary>
public sealed class RepairConsent
{
    /// <summary>Gives the consent.</summary>
    /// <param name="reason">Who takes the responsibility and why; must not be blank.</param>
    /// <param name="rehearsal">What <c>up</c> did to a copy: only names that were new then are taken out, and its result is what must come about.</param>
    /// <exception cref="ArgumentException">The reason is blank.</exception>
    public RepairConsent(string reason, RehearsalReport rehearsal)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentNullException.ThrowIfNull(rehearsal);
        (Reason, Rehearsal) = (reason, rehearsal);
    }

    /// <summary>Who takes the responsibility and why.</summary>
    public string Reason { get; }

    /// <summary>What <c>up</c> did to a copy.</summary>
    public RehearsalReport Rehearsal { get; }
}
