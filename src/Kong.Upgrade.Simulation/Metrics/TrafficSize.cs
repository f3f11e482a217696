using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Kong.Upgrade.Simulation.Metrics;

/// <summary>How many bytes a message has on the wire; a body of unknown length counts as none.</summary>
internal static class TrafficSize
{
    private const int FirstLineSpaces = 2 + 8 + 2;
    private const int PerHeader = 2 + 2;
    private const int EmptyLine = 2;

    public static long OfRequest(HttpContext context) => context.Request.Method.Length + context.Request.Path.Value!.Length
        + context.Request.QueryString.Value!.Length + FirstLineSpaces + Headers(context.Request.Headers) + (context.Request.ContentLength ?? 0);

    public static long OfResponse(HttpContext context) =>
        FirstLineSpaces + 3 + Headers(context.Response.Headers) + (context.Response.ContentLength ?? 0);

    private static long Headers(IHeaderDictionary headers)
    {
        long size = EmptyLine;
        foreach ((string name, StringValues values) in headers)
            foreach (string? value in values)
                size += name.Length + (value?.Length ?? 0) + PerHeader;
        return size;
    }
}
