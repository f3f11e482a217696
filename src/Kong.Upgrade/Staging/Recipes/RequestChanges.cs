using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

/// <summary>Changes of a request right before it is sent.</summary>
internal static class RequestChanges
{
    /// <summary>The request with a header, in the place of one that had its name.</summary>
    public static StagingRequest With(this StagingRequest request, string header, string value) =>
        request with { Headers = [.. request.Headers.Where(h => !h.Name.Equals(header, StringComparison.OrdinalIgnoreCase)), new(header, StagingSecret.Of(value))] };

    /// <summary>The request with one more argument.</summary>
    public static StagingRequest WithArgument(this StagingRequest request, string name, string value) =>
        request with { Path = $"{request.Path}{(request.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}" };
}
