namespace Kong.Upgrade.Simulation.Proxying;

/// <summary>The query that the upstream gets: the client's, with its question mark, as plugins changed it. Arguments that nobody touched stay as they came.</summary>
internal sealed class UpstreamQuery(string query)
{
    private List<Argument>? _changed;

    public bool Has(string name) => (_changed ?? Read(query)).Exists(a => a.Name == name);

    public void Remove(string name)
    {
        if (Has(name))
            Changed().RemoveAll(a => a.Name == name);
    }

    public void Add(string name, string? value) => Changed().Add(new(name, Write(name, value)));

    /// <summary>Gives what is there another name.</summary>
    public void Rename(string name, string other)
    {
        List<Argument> arguments = Changed();
        for (int i = 0; i < arguments.Count; i++)
            if (arguments[i].Name == name)
                arguments[i] = new(other, Uri.EscapeDataString(other) + arguments[i].Text[arguments[i].Text.Split('=')[0].Length..]);
    }

    public override string ToString() =>
        _changed is null ? query : _changed.Count == 0 ? "" : "?" + string.Join('&', _changed.Select(a => a.Text));

    private List<Argument> Changed() => _changed ??= Read(query);

    private static List<Argument> Read(string query) => query.Length < 2
        ? []
        : [.. query[1..].Split('&', StringSplitOptions.RemoveEmptyEntries).Select(text => new Argument(Uri.UnescapeDataString(text.Split('=')[0]), text))];

    private static string Write(string name, string? value) =>
        value is null ? Uri.EscapeDataString(name) : $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}";

    private readonly record struct Argument(string Name, string Text);
}
