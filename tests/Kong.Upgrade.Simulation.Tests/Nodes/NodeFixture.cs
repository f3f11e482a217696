using System.Net;
using System.Text;
using Kong.Upgrade.Simulation.Tests.Replay;
using Kong.Upgrade.Simulation.Tests.Support;

namespace Kong.Upgrade.Simulation.Tests.Nodes;

/// <summary>A backend, a database with the sample configuration, and nodes on it.</summary>
public abstract class NodeFixture : IAsyncLifetime
{
    private Lab? _lab;

    internal Lab Lab => _lab!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected SimulatedDatabase Database { get; private set; } = null!;

    protected SimulatedKongNode Node { get; private set; } = null!;

    protected virtual string Yaml => Sample.Yaml;

    public virtual async ValueTask InitializeAsync()
    {
        _lab = await Lab.StartAsync();
        Database = SimulatedDatabase.FromDeclarative(Yaml);
        Node = await Lab.NodeAsync("3.9.1", Database);
    }

    public async ValueTask DisposeAsync()
    {
        await _lab!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<HttpStatusCode> GetAsync(string path, SimulatedKongNode? node = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri((node ?? Node).Proxy, path));
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using HttpResponseMessage response = await Lab.Client.SendAsync(request, Token);
        return response.StatusCode;
    }

    protected async Task<(HttpStatusCode Status, string Body)> AdminAsync(HttpMethod method, string path, string? json = null, SimulatedKongNode? node = null)
    {
        using HttpRequestMessage request = new(method, new Uri((node ?? Node).Admin, path));
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Lab.Client.SendAsync(request, Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    protected Task<string> MetricsAsync() => Lab.Client.GetStringAsync(new Uri(Node.Status, "/metrics"), Token);
}
