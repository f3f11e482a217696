using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Staging.Tests.Recipes;

/// <summary>Stands before a node, and asks another node the same before it passes a request on: somebody else who uses the same counters.</summary>
internal sealed class EveryRequestTwice(WebApplication application, HttpClient client) : IAsyncDisposable
{
    public Uri Address => new(application.Urls.First());

    public static async Task<EveryRequestTwice> StartAsync(Uri node, Uri other)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        HttpClient client = new();
        application.Run(async context =>
        {
            using HttpResponseMessage before = await AskAsync(client, other, context.Request);
            using HttpResponseMessage answer = await AskAsync(client, node, context.Request);
            context.Response.StatusCode = (int)answer.StatusCode;
            foreach ((string name, IEnumerable<string> values) in answer.Headers.Where(h => h.Key.Contains("Rate", StringComparison.OrdinalIgnoreCase))) context.Response.Headers[name] = values.ToArray();
            await context.Response.WriteAsync(await answer.Content.ReadAsStringAsync());
        });
        await application.StartAsync();
        return new(application, client);
    }

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        client.Dispose();
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, Uri node, HttpRequest request)
    {
        using HttpRequestMessage message = new(HttpMethod.Get, new Uri(node, request.Path + request.QueryString));
        message.Headers.Add("apikey", request.Headers["apikey"].ToString());
        return await client.SendAsync(message);
    }
}
