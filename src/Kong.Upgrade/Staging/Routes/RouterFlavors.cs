namespace Kong.Upgrade.Staging.Routes;

/// <summary>Flavours as nodes name them.</summary>
internal static class RouterFlavors
{
    public static RouterFlavor? Of(string? setting) => setting switch
    {
        "traditional" => RouterFlavor.Traditional,
        "traditional_compatible" => RouterFlavor.TraditionalCompatible,
        "expressions" => RouterFlavor.Expressions,
        _ => null,
    };
}
