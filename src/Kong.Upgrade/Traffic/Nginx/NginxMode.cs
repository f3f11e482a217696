namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>How nginx learns of a new share.</summary>
public enum NginxMode
{
    /// <summary>The include file is rewritten and nginx reloads: works everywhere, but every reload closes idle keep-alive connections, which careless clients see as resets (kong-facts 12.6 no. 2). Few, large steps of at least 0.01 percent.</summary>
    Reload,

    /// <summary>The njs module reads the share from a small file with each request: nothing is closed.</summary>
    Njs,

    /// <summary>The Lua module reads the share from a small file with each request: nothing is closed.</summary>
    Lua,
}
