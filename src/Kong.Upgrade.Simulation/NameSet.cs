using System.Collections.Concurrent;

namespace Kong.Upgrade.Simulation;

/// <summary>Names that a fault is about. Asked with every request and almost always empty. Case does not count.</summary>
internal sealed class NameSet
{
    private readonly ConcurrentDictionary<string, byte> _names = new(StringComparer.OrdinalIgnoreCase);

    public bool IsEmpty => _names.IsEmpty;

    public IEnumerable<string> All => _names.Keys;

    public void Add(string name) => _names[name] = 0;

    public void Remove(string name) => _names.TryRemove(name, out _);

    public bool Contains(string name) => !_names.IsEmpty && _names.ContainsKey(name);
}
