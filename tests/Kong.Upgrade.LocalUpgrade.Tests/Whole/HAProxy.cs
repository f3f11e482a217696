using System.Diagnostics;
using System.Text.Json.Nodes;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Traffic.HAProxy;
using LocalUpgrade.Settings;

namespace Kong.Upgrade.LocalUpgrade.Tests.Whole;

internal sealed class HAProxy : IBalancerUnderTest
{
    private static readonly string[] blueNames = ["blue1", "blue2"], greenNames = ["green1", "green2"];

    private readonly string folder = Directory.CreateTempSubdirectory("kong-hap-").FullName;
    private readonly int port = Ports.Next();
    private Process? process;

    public Uri Address => new($"http://127.0.0.1:{port}");

    private string Map => folder + "/share.map";

    public JsonObject Settings(string[] blue, string[] green)
    {
        HAProxyInstance.SkipIfAbsent();
        return new()
        {
            ["kind"] = "haproxy",
            ["mode"] = "map",
            ["socket"] = folder + "/admin.sock",
            ["backend"] = "kong",
            ["blue"] = new JsonArray([.. blueNames.Select(n => (JsonNode)n)]),
            ["green"] = new JsonArray([.. greenNames.Select(n => (JsonNode)n)]),
            ["mapFile"] = Map,
            ["answerWithin"] = "20s",
        };
    }

    public async Task StartAsync(BalancerSettings settings, string[] blue, string[] green)
    {
        string printed = new HAProxyTrafficSplitter(settings.HAProxy!).ConfigurationToAdd();
        foreach ((string name, string address) in blueNames.Concat(greenNames).Zip(blue.Concat(green))) printed = printed.Replace($"ADDRESS-OF-{name}", address, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder + "/haproxy.cfg", $"defaults\n    mode http\n    timeout connect 5s\n    timeout client 60s\n    timeout server 60s\nfrontend users\n    bind 127.0.0.1:{port}\n    default_backend kong\n{printed}");
        await File.WriteAllTextAsync(Map, "share 0\n");
        process = Process.Start(new ProcessStartInfo("/usr/sbin/haproxy", ["-db", "-f", folder + "/haproxy.cfg"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        HAProxyTrafficSplitter splitter = new(settings.HAProxy!);
        await Eventually.HoldsAsync(async () => await AnswersAsync(splitter), "HAProxy answers on its socket");
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<bool> AnswersAsync(HAProxyTrafficSplitter splitter)
    {
        try
        {
            await splitter.GetShareAsync(TestContext.Current.CancellationToken);
            return true;
        }
        catch (UpgradeServiceException)
        {
            return false;
        }
    }
}
