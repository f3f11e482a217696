namespace Kong.Upgrade.Versions;

/// <summary>From where on a blue-green upgrade can begin (guide, prerequisite 3).</summary>
internal static class BlueGreenFloor
{
    /// <summary>Enterprise's 2.8.2.0 comes right after it, so it is the floor of both editions.</summary>
    public static readonly KongVersion Oldest = new(2, 8, 2, null);
}
