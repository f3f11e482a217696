namespace Kong.Upgrade.Simulation.Tests.Replay;

/// <summary>The requests behind the labels of a probe.</summary>
internal static class ProbeRequests
{
    public static HttpRequestMessage Make(SimulatedKongNode node, ProbeRow row)
    {
        if (row.Label.Split(' ') is ["TLS", "sni", var name, var target])
            return new(HttpMethod.Get, new Uri($"https://{name}:{node.ProxyTls!.Port}{target}"));
        string path = row.Label.Split(' ')[1];
        HttpRequestMessage request = new(HttpMethod.Get, new Uri(row.Listener switch
        {
            "proxy" => node.Proxy,
            "admin" => node.Admin,
            _ => node.Status,
        }, path));
        if (row.Label.Contains("host api.example.test"))
            request.Headers.Host = "api.example.test";
        if (row.Label.Contains("apikey="))
            request.Headers.Add("apikey", row.Label.Split('=')[1]);
        if (row.Label.Contains("wrong key"))
            request.Headers.Add("apikey", "wrong-key");
        if (row.Label.Contains("x-version 2"))
            request.Headers.Add("x-version", "2");
        return request;
    }
}
