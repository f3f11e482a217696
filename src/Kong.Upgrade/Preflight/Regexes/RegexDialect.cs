namespace Kong.Upgrade.Preflight.Regexes;

/// <summary>Who reads a regex. The facts are those of kong-facts 13 no. 1, of Kong's source, and of the engines themselves.</summary>
internal enum RegexDialect
{
    /// <summary>Not said: nothing can be known.</summary>
    Unknown = 0,

    /// <summary>PCRE 8, byte by byte: Kong up to 3.6, for paths in router_flavor <c>traditional</c>, which is all that 2.8 has.</summary>
    Pcre,

    /// <summary>PCRE2 10.43, byte by byte: Kong from 3.7 on, for paths in router_flavor <c>traditional</c> and for plugins (kong-facts 7, 370-01).</summary>
    Pcre2,

    /// <summary>Rust's <c>regex</c> crate, character by character: paths in router_flavor <c>traditional_compatible</c> and <c>expressions</c>, from 3.0 on.</summary>
    Rust,
}
