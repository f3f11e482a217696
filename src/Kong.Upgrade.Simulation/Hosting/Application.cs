using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kong.Upgrade.Simulation.Hosting;

/// <summary>Hands every request to one delegate; a connection's requests share one context, one after the other.</summary>
internal sealed class Application(RequestDelegate handler) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<HttpContext> container)
            return new DefaultHttpContext(contextFeatures);
        DefaultHttpContext context = container.HostContext as DefaultHttpContext ?? new();
        container.HostContext = context;
        context.Initialize(contextFeatures);
        return context;
    }

    public Task ProcessRequestAsync(HttpContext context) => handler(context);

    public void DisposeContext(HttpContext context, Exception? exception) => ((DefaultHttpContext)context).Uninitialize();
}
