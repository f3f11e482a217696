namespace Kong.Upgrade.Rehearsals;

/// <summary>How the new version's migrations are rehearsed on a copy of the database.</summary>
/// <remarks>Not safe for concurrent change; set it before the backup is made from it.</remarks>
public sealed class RehearsalOptions
{
    /// <summary>Green's <c>kong</c>, with green's own <c>plugins</c>: with another list it runs other migrations (kong-facts 1.3).</summary>
    /// <value>The default value is <see langword="null"/>, which is refused where a rehearsal is asked for.</value>
    public KongCommand? Green { get; set; }

    /// <summary>Whether <c>finish</c> is rehearsed too, on a copy of its own.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool AlsoFinish { get; set; }

    /// <summary>How many changed rows of each table are shown to a person.</summary>
    /// <value>0 to 100. The default value is 5.</value>
    public int Examples { get; set; } = 5;

    /// <summary>Makes what runs the migrations on a copy; it is disposed if it can be.</summary>
    internal Func<KongCommand, KongDatabase, IMigrationRunner>? Runner { get; set; }

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate() => Examples is < 0 or > 100 ? [$"{nameof(Examples)} is {Examples}; it must be 0 to 100."] : [];
}
