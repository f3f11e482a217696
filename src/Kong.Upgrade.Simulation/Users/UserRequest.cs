namespace Kong.Upgrade.Simulation.Users;

/// <summary>A request that a route of the configuration answers.</summary>
internal sealed record UserRequest(string Method, string Path, string? Host, IReadOnlyDictionary<string, string> Headers)
{
    public HttpRequestMessage To(Uri address)
    {
        HttpRequestMessage message = new(new HttpMethod(Method), new Uri(address, Path));
        if (Host is not null) message.Headers.Host = Host;
        foreach ((string name, string value) in Headers) message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }
}
