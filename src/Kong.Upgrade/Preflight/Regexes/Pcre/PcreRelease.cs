namespace Kong.Upgrade.Preflight.Regexes.Pcre;

/// <summary>The releases that read patterns differently.</summary>
internal enum PcreRelease
{
    /// <summary>8.45, Kong up to 3.6.</summary>
    Eight,

    /// <summary>Up to 10.42, which no Kong has: what Debian's tools are.</summary>
    TenBefore43,

    /// <summary>10.43 and 10.44, Kong from 3.7 to 3.9: <c>{,n}</c>, spaces in counts, look-behind of any bounded length.</summary>
    Ten43,
}
