using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade;

/// <summary>Where Kong's configuration entities are read from: the database, an Admin API, or a declarative file. One model whatever the source.</summary>
/// <remarks>
/// For the implementer: read only. Parents come before children (workspaces, services, routes, upstreams, consumers, consumer groups, then the rest), so that who sees a plugin knows
/// its route's name. An entity is kept with every field, known or not. A part that could not be read is told to the visitor and the rest is read on; nothing is left out in silence.
/// May be called again, and then reads again.
/// </remarks>
public interface IEntitySource
{
    /// <summary>What it is, without secrets, such as <c>PostgreSQL kong@db:5432/kong</c>.</summary>
    string Name { get; }

    /// <summary>Which kind of source it is: a declarative file is judged by the schema of the new version as it stands, rows of a database are migrated by <c>up</c> first.</summary>
    EntityOrigin Origin { get; }

    /// <summary>Reads everything once.</summary>
    /// <param name="visitor">Who is shown each entity; called by one thread at a time.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>A task that ends when everything was shown.</returns>
    /// <exception cref="UpgradeServiceException">Nothing more can be read; what was shown before is true.</exception>
    Task ReadAsync(IEntityVisitor visitor, CancellationToken cancellationToken);
}
