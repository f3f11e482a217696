namespace Kong.Upgrade.Staging.Routes;

/// <summary>Which router a node has (<c>router_flavor</c>).</summary>
internal enum RouterFlavor
{
    /// <summary>The only one before 3.0.</summary>
    Traditional,

    /// <summary>The default from 3.0 on.</summary>
    TraditionalCompatible,

    /// <summary>Routes with an <c>expression</c>, from 3.0 on.</summary>
    Expressions,
}
