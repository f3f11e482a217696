namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>What a person has not added to nginx's configuration yet. Without these lines nginx would tell a share that no user gets.</summary>
internal static class NginxMissingLines
{
    /// <param name="whole">All of nginx's configuration, as it reads it.</param>
    /// <param name="generation">Of the include file just written.</param>
    /// <param name="options">The splitter's.</param>
    /// <returns>What is missing; <see langword="null"/> when nothing is.</returns>
    public static string? Find(string whole, string generation, NginxOptions options)
    {
        string[] files = whole.Split("# configuration file ");
        if (!files.Any(f => f.Contains($"generation={generation} ", StringComparison.Ordinal))) return $"nginx's configuration does not include {options.IncludeFile}.";
        string[] lines = [.. files.Where(f => !f.Contains($"generation={generation} ", StringComparison.Ordinal)).SelectMany(f => f.Split('\n')).Select(l => l.Trim()).Where(l => !l.StartsWith('#'))];
        foreach ((bool isNeeded, string text) in (IEnumerable<(bool, string)>)
        [
            (true, "$kong_upgrade_upstream"),
            (options.Mode is NginxMode.Lua, "set_by_lua_file $kong_upgrade_split"),
            (options.Mirror > TrafficShare.AllBlue, "$kong_upgrade_mirror"),
            (options.Shield, "proxy_next_upstream "),
        ])
            if (isNeeded && !lines.Any(l => l.Contains(text, StringComparison.Ordinal))) return $"No server of nginx's configuration has a line with '{text.Trim()}', so users would not get what the splitter says.";
        return null;
    }
}
