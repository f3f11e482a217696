using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Preflight.Rules;

/// <summary>A rule at work on one installation. For one thread.</summary>
internal abstract class ChangeSearch
{
    /// <summary>Looks at what is known without entities.</summary>
    public virtual IEnumerable<Hit> Start() => [];

    /// <summary>Looks at an entity.</summary>
    public virtual Hit? See(KongEntity entity) => null;

    /// <summary>Says what only shows once everything was seen.</summary>
    public virtual IEnumerable<Hit> End() => [];
}
