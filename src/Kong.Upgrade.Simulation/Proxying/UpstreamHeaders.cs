using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Kong.Upgrade.Simulation.Proxying;

/// <summary>The headers that the upstream gets: the client's, as plugins changed them. Copied when the first one changes something.</summary>
internal sealed class UpstreamHeaders(IHeaderDictionary client)
{
    private List<KeyValuePair<string, StringValues>>? _changed;

    public IEnumerable<KeyValuePair<string, StringValues>> All => _changed ?? Passing();

    /// <summary>The values of a header; none when it is absent.</summary>
    public StringValues this[string name] => All.FirstOrDefault(h => Same(h.Key, name)).Value;

    public bool Has(string name) => All.Any(h => Same(h.Key, name));

    /// <summary>Sets a header, whatever the client said of it.</summary>
    public void Set(string name, StringValues value)
    {
        Remove(name);
        Changed().Add(new(name, value));
    }

    public void Remove(string name)
    {
        if (Has(name))
            Changed().RemoveAll(h => Same(h.Key, name));
    }

    public void Append(string name, string value) => Set(name, StringValues.Concat(this[name], value));

    private List<KeyValuePair<string, StringValues>> Changed() => _changed ??= [.. Passing()];

    private IEnumerable<KeyValuePair<string, StringValues>> Passing() => client.Where(h => !HopHeaders.IsReplaced(h.Key));

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
