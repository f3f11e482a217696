using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Hosting;
using Kong.Upgrade.Simulation.Proxying;
using Microsoft.AspNetCore.Http;

namespace Kong.Upgrade.Simulation.AdminApi;

/// <summary>The Admin API of a node.</summary>
internal sealed class AdminApi(NodeContext node)
{
    private static readonly Dictionary<string, string> Unavailable = new()
    {
        ["clustering/status"] = "this endpoint is only available when Kong is configured to run as Control Plane for the cluster",
        ["clustering/data-planes"] = "this endpoint is only available when Kong is configured to run as Control Plane for the cluster",
        ["config"] = "this endpoint is only available when Kong is configured to not use a database",
        ["filter-chains"] = "this endpoint is only available when wasm is enabled",
    };

    private readonly Collections _collections = new(node.Database, node.Version, node.Id);
    private readonly NodeInformation _information = new(node);
    private readonly UpstreamHealth _health = new(node);
    private readonly SchemaValidation _validation = new(node.Version);

    public async Task HandleAsync(HttpContext context)
    {
        long startedAt = node.Time.GetTimestamp();
        AdminRequest request = new(context);
        AdminAnswer? answer;
        try
        {
            answer = await DecideAsync(request).ConfigureAwait(false);
        }
        catch (KongError e)
        {
            answer = new(e.Status, e.Body);
        }
        catch (UnsupportedMediaException)
        {
            answer = null;
        }
        AddHeaders(context, node.Time.GetElapsedTime(startedAt));
        await WriteAsync(context, request, answer).ConfigureAwait(false);
    }

    private async Task<AdminAnswer> DecideAsync(AdminRequest request)
    {
        string path = string.Join('/', request.Segments);
        if (Unavailable.TryGetValue(path, out string? why) && (path != "filter-chains" || node.Version.AtLeast(3, 4)))
            return new(400, new JsonObject { ["message"] = why });
        return Fixed(request, path)
            ?? await _health.HandleAsync(request).ConfigureAwait(false)
            ?? await _validation.HandleAsync(request).ConfigureAwait(false)
            ?? await _collections.HandleAsync(request).ConfigureAwait(false)
            ?? throw KongError.NotFound();
    }

    private AdminAnswer? Fixed(AdminRequest request, string path) => path switch
    {
        "" => Only(request, () => _information.Make()),
        "status" => Only(request, () => StatusBody.Make(node.Figures(), node.Version, node.Options.Workers)),
        "metrics" => Only(request, () => node.Metrics()),
        "tags" => Only(request, () => Paging.Page(TagFilter.List(Rows(), null), request, node.Version)),
        "debug/node/log-level" => Only(request, () => new JsonObject { ["message"] = "log level: notice" }),
        "plugins/enabled" => Only(request, () => new JsonObject
        {
            ["enabled_plugins"] = Json.Array(node.AvailablePlugins().Select(p => (JsonNode?)p.Name)),
        }),
        _ when request.Segments is ["tags", var tag] => Only(request, () => Paging.Page(TagFilter.List(Rows(), tag), request, node.Version)),
        _ => null,
    };

    private IEntityStore Rows() => node.Database.Reachable ? node.Database.Entities : throw KongError.Unexpected();

    private static AdminAnswer Only(AdminRequest request, Func<JsonNode> make) =>
        request.IsGet ? new(200, make()) : throw KongError.Plain(405, "Method not allowed");

    private void AddHeaders(HttpContext context, TimeSpan took)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        if (node.Version.AtLeast(3, 0))
            context.Response.Headers.AccessControlAllowCredentials = "true";
        context.Response.Headers["X-Kong-Admin-Latency"] = Numbers.Text((int)took.TotalMilliseconds);
        context.Response.Headers.Server = "kong/" + node.Version.Text;
    }

    private static Task WriteAsync(HttpContext context, AdminRequest request, AdminAnswer? answer)
    {
        if (answer is null)
            return Answers.TextAsync(context, 415, UnsupportedPage, "text/html; charset=UTF-8");
        if (answer.Body is null)
        {
            Answers.SetStatus(context, answer.Status);
            return Task.CompletedTask;
        }
        return answer.Body is JsonValue text && request.Segments is ["metrics"]
            ? Answers.TextAsync(context, 200, text.ToString(), "text/plain; charset=UTF-8")
            : Answers.JsonAsync(context, answer.Status, answer.Body);
    }

    private const string UnsupportedPage = "<html>\r\n<head><title>415 Unsupported Media Type</title></head>\r\n<body>\r\n"
        + "<center><h1>415 Unsupported Media Type</h1></center>\r\n</body>\r\n</html>\r\n";
}
