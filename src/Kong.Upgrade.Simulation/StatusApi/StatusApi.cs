using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.AdminApi;
using Kong.Upgrade.Simulation.Hosting;
using Kong.Upgrade.Simulation.Proxying;
using Microsoft.AspNetCore.Http;

namespace Kong.Upgrade.Simulation.StatusApi;

/// <summary>The Status API of a node: `/status`, `/status/ready` since 3.3, `/metrics`.</summary>
internal sealed class StatusApi(NodeContext node)
{
    private volatile bool _draining;

    public Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers["X-Kong-Admin-Latency"] = Numbers.Text(0);
        context.Response.Headers.Server = "kong/" + node.Version.Text;
        return context.Request.Path.Value switch
        {
            "/status" => Answers.JsonAsync(context, 200, StatusBody.Make(node.Figures(), node.Version, node.Options.Workers)),
            "/status/ready" when HttpMethods.IsPost(context.Request.Method) && node.Version.AtLeast(3, 9) => DrainAsync(context),
            "/status/ready" when node.Version.HasReadiness => ReadyAsync(context),
            "/metrics" => Answers.TextAsync(context, 200, node.Metrics(), "text/plain; charset=UTF-8"),
            _ => Answers.JsonAsync(context, 404, new JsonObject { ["message"] = "Not found" }),
        };
    }

    // Draining cannot be taken back but by a restart (kong-facts 12.6 no. 6).
    private async Task DrainAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body);
        string body = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
        if (!body.Contains("draining", StringComparison.Ordinal))
        {
            await Answers.JsonAsync(context, 400, new JsonObject { ["message"] = "bad request" }).ConfigureAwait(false);
            return;
        }

        _draining = true;
        context.Response.StatusCode = 204;
    }

    private Task ReadyAsync(HttpContext context)
    {
        string? problem = _draining ? "draining"
            : !node.Database.Reachable ? "failed to connect to database"
            : node.Configuration() is null || node.Faults.NotReady ? "router builds not yet complete"
            : null;
        return Answers.JsonAsync(context, problem is null ? 200 : 503, new JsonObject { ["message"] = problem ?? "ready" });
    }
}
