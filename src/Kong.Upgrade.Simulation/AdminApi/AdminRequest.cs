using System.Text.Json;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Microsoft.AspNetCore.Http;

namespace Kong.Upgrade.Simulation.AdminApi;

/// <summary>A request to the Admin API: its path in segments, and its body as JSON.</summary>
internal sealed class AdminRequest(HttpContext context)
{
    public string Method => context.Request.Method;

    public bool IsGet => HttpMethods.IsGet(Method) || HttpMethods.IsHead(Method);

    public IQueryCollection Query => context.Request.Query;

    public string Path => context.Request.Path.Value!.TrimEnd('/');

    public string[] Segments { get; } = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Reads the body: JSON, or a form with dots for records.</summary>
    public async Task<JsonObject> ReadAsync()
    {
        string type = context.Request.ContentType ?? "";
        if (type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) || type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return FormBody.Read(await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false));
        if (type.Length > 0 && !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            throw new UnsupportedMediaException();
        using StreamReader reader = new(context.Request.Body);
        string text = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? throw KongError.Plain(400, "Cannot parse JSON body");
        }
        catch (JsonException)
        {
            throw KongError.Plain(400, "Cannot parse JSON body");
        }
    }
}

/// <summary>A body that is neither JSON nor a form; nginx answers that itself.</summary>
internal sealed class UnsupportedMediaException : Exception;
