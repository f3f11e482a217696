using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Kong.Upgrade.Simulation.Hosting;

/// <summary>What Kestrel looks up in a container when it serves TLS: nothing that belongs to one node, so made once.</summary>
internal static class KestrelServices
{
    private static readonly Lazy<IServiceProvider> Made = new(Make);

    public static IServiceProvider Provider => Made.Value;

    private static IServiceProvider Make()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        return builder.Build().Services;
    }
}
