using System.Net.Security;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Hosting;

namespace Kong.Upgrade.Simulation.Configuration;

/// <summary>Which certificate a server name gets: its own, else that of `*.x`, of `x.*`, of `*`. Read when first asked for.</summary>
internal sealed class CertificateTable
{
    private readonly Dictionary<string, Lazy<SslStreamCertificateContext?>> _names = new(StringComparer.Ordinal);

    public CertificateTable(IEnumerable<JsonObject> certificates, IEnumerable<JsonObject> names)
    {
        Dictionary<string, Lazy<SslStreamCertificateContext?>> byId = certificates.ToDictionary(
            c => c.Text("id")!, c => new Lazy<SslStreamCertificateContext?>(() => Contexts.Read(c.Text("cert"), c.Text("key"))));
        foreach (JsonObject name in names)
            if (byId.TryGetValue(name.Reference("certificate") ?? "", out Lazy<SslStreamCertificateContext?>? certificate))
                _names[name.Text("name")!] = certificate;
    }

    public SslStreamCertificateContext? Find(string serverName)
    {
        foreach (string name in Candidates(serverName))
            if (_names.TryGetValue(name, out Lazy<SslStreamCertificateContext?>? certificate))
                return certificate.Value;
        return null;
    }

    // Only a name of three parts and more has a wildcard for its first one.
    private static IEnumerable<string> Candidates(string name)
    {
        if (name.Length == 0)
            yield break;
        yield return name;
        int first = name.IndexOf('.', StringComparison.Ordinal), last = name.LastIndexOf('.');
        if (first >= 0 && first != last)
            yield return "*" + name[first..];
        if (last >= 0)
            yield return name[..(last + 1)] + "*";
        yield return "*";
    }
}
