namespace Kong.Upgrade.AdminApi;

/// <summary>A collection of the Admin API.</summary>
/// <param name="Path">Its path, without a slash in front.</param>
/// <param name="Kind">What Kong's own export calls it, which is also what its schema is called.</param>
internal sealed record AdminCollection(string Path, string Kind)
{
    /// <summary>Whether nobody knows it beforehand: what it answers may be something else than entities.</summary>
    public bool IsDiscovered { get; init; }

    /// <summary>Whether it is the same whichever workspace is named in front of it.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>Below each entity of which kind it is, on nodes where it has no path of its own.</summary>
    public NestedPath? Nested { get; init; }
}
