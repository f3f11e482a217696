using System.Text;
using Kong.Upgrade.Simulation.Entities;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Hosting;

/// <summary>Writes whole answers.</summary>
internal static class Answers
{
    private const string JsonType = "application/json; charset=utf-8";

    public static Task JsonAsync(HttpContext context, int status, JsonNode body) => TextAsync(context, status, Json.Write(body), JsonType);

    public static Task TextAsync(HttpContext context, int status, string body, string contentType = JsonType)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        SetStatus(context, status);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    /// <summary>nginx names two statuses in its own way (recorded).</summary>
    public static void SetStatus(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (status is 405 or 503)
            context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase =
                status == 405 ? "Not Allowed" : "Service Temporarily Unavailable";
    }
}
