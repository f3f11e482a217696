namespace Kong.Upgrade.Preflight.Entities;

/// <summary>Is shown the entities of an <see cref="IEntitySource"/>, one by one.</summary>
public interface IEntityVisitor
{
    /// <summary>Looks at an entity.</summary>
    /// <param name="entity">The entity; it may be kept.</param>
    void See(KongEntity entity);

    /// <summary>Hears that a part could not be read; the rest follows.</summary>
    /// <param name="part">Which part, such as <c>plugins of workspace team-a</c>.</param>
    /// <param name="why">Why, without secrets.</param>
    void CouldNotRead(string part, string why);
}
