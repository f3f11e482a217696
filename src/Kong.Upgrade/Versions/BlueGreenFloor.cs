namespace Kong.Upgrade.Versions;

/// <summary>The oldest versions from which a blue-green upgrade can begin (guide, prerequisite 3).</summary>
internal static class BlueGreenFloor
{
    public static readonly KongVersion OpenSource = new(2, 8, 2, null), Enterprise = new(2, 8, 2, 0);
}
