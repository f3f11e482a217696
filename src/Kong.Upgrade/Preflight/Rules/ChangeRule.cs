using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>Looks for one change of the catalogue. Immutable; what it remembers while it looks is in the <see cref="ChangeSearch"/> that it begins.</summary>
/// <param name="id">The change's id.</param>
internal abstract class ChangeRule(string id)
{
    public string Id { get; } = id;

    /// <summary>The kinds of entities that it wants to see; empty for none.</summary>
    public virtual IReadOnlyList<string> Kinds => [];

    /// <summary>Of plugins, only these; empty for all.</summary>
    public virtual IReadOnlyList<string> Plugins => [];

    /// <summary>Begins to look at an installation.</summary>
    public abstract ChangeSearch Begin(InstallationFacts installation);
}
