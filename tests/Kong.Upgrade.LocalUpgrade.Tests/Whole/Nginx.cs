using System.Text.Json.Nodes;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.Nginx;
using LocalUpgrade.Settings;

namespace Kong.Upgrade.LocalUpgrade.Tests.Whole;

internal sealed class Nginx(string mode) : IBalancerUnderTest
{
    private readonly NginxServer server = new();

    public Uri Address => server.Address;

    private string[] Modules => mode switch { "njs" => ["js"], "lua" => ["lua"], _ => [] };

    public JsonObject Settings(string[] blue, string[] green)
    {
        Assert.SkipWhen(NginxServer.WhyAbsent(Modules) is not null, NginxServer.WhyAbsent(Modules) ?? "");
        return new()
        {
            ["kind"] = "nginx",
            ["mode"] = mode,
            ["includeFile"] = server.IncludeFile,
            ["accessLog"] = server.AccessLog,
            ["blue"] = new JsonArray([.. blue.Select(a => (JsonNode)a)]),
            ["green"] = new JsonArray([.. green.Select(a => (JsonNode)a)]),
            ["configurationFile"] = server.ConfigurationFile,
            ["prefix"] = server.Folder,
            ["controlPort"] = server.ControlPort,
        };
    }

    public async Task StartAsync(BalancerSettings settings, string[] blue, string[] green)
    {
        NginxTrafficSplitter splitter = new(settings.Nginx!);
        string[] lines = [.. splitter.ConfigurationToAdd().Split('\n').Where(l => !l.StartsWith("load_module", StringComparison.Ordinal))];
        int location = Array.FindIndex(lines, l => l.StartsWith("# In every server", StringComparison.Ordinal));
        server.Write($"{string.Join('\n', lines[..location])}\nserver {{\nlisten 127.0.0.1:{server.Port};\n{string.Join('\n', lines[location..])}\n}}\n", Modules);
        // The file has to be there before nginx can start with it.
        await FluentActions.Awaiting(() => splitter.PrepareAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<UpgradeServiceException>();
        await server.StartAsync();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
