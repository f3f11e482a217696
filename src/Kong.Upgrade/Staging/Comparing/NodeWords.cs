using System.Globalization;
using System.Text.RegularExpressions;
using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Staging.Comparing;

/// <summary>What a node says of itself, and every node differently: its address, its port, its version. Services echo it.</summary>
internal readonly partial struct NodeWords(ClusterNode node)
{
    public string RemoveFrom(string value)
    {
        string rest = value;
        foreach (Uri? address in (Uri?[])[node.Proxy, node.ProxyTls])
            if (address is not null) rest = Without(rest, address);
        return rest.Contains("kong/", StringComparison.Ordinal) ? Product().Replace(rest, "kong/<version>") : rest;
    }

    // A port alone counts only where it is the whole value: 8000 may be anything.
    private static string Without(string value, Uri address)
    {
        string port = address.Port.ToString(CultureInfo.InvariantCulture);
        return value.Trim('"') == port ? "<port>" : value.Replace(address.Authority, "<node>", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"kong/\d[\w.-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Product();
}
