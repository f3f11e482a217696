using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Staging.Tests.Recipes;

/// <summary>Says of a limit whatever a test wants, answer by answer.</summary>
internal sealed class ScriptedLimit(WebApplication application) : IAsyncDisposable
{
    public StagingTarget Target => new() { Green = [new() { Name = "green-1", Version = KongVersion.Parse("3.9.1"), Proxy = new(application.Urls.First()) }] };

    /// <param name="limit">The limit.</param>
    /// <param name="answer">Given the answer's number, from 0: its status, how many are left, and in how many seconds the window is over.</param>
    public static async Task<ScriptedLimit> StartAsync(int limit, Func<int, (int Status, int Left, int Reset)> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        int asked = -1;
        application.Run(context =>
        {
            (int status, int left, int reset) = answer(Interlocked.Increment(ref asked));
            context.Response.StatusCode = status;
            context.Response.Headers["X-RateLimit-Limit-Minute"] = limit.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["X-RateLimit-Remaining-Minute"] = left.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["RateLimit-Reset"] = reset.ToString(CultureInfo.InvariantCulture);
            return context.Response.WriteAsync("");
        });
        await application.StartAsync();
        return new(application);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
