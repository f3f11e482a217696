namespace Kong.Upgrade.Simulation.Routing;

/// <summary>Joins a service's path with what remains of the request's path, by the rules of `path_handling: v0`.</summary>
internal static class UpstreamPath
{
    public static string Join(string servicePath, string requestPath, int matchedLength, bool strip)
    {
        bool slashAtEnd = servicePath.EndsWith('/');
        if (!strip)
            return slashAtEnd ? servicePath[..^1] + requestPath : servicePath + requestPath;
        string rest = requestPath[matchedLength..];
        if (rest.Length == 0)
            return WithoutRest(servicePath, slashAtEnd, requestPath);
        return (slashAtEnd, rest[0] == '/') switch
        {
            (true, true) => servicePath[..^1] + rest,
            (false, false) => servicePath + "/" + rest,
            _ => servicePath + rest,
        };
    }

    // The slash at the end of the upstream's path follows that of the request.
    private static string WithoutRest(string servicePath, bool slashAtEnd, string requestPath)
    {
        bool asked = requestPath.Length > 1 && requestPath.EndsWith('/');
        if (slashAtEnd)
            return servicePath == "/" || asked ? servicePath : servicePath[..^1];
        return asked ? servicePath + "/" : servicePath;
    }
}
