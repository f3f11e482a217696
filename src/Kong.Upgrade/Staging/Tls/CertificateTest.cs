using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Calling;

namespace Kong.Upgrade.Staging.Tls;

/// <summary>Every green node must show the right certificate to who asks for a name. Immutable.</summary>
/// <param name="sni">The name asked for.</param>
/// <param name="fingerprints">SHA-256 of the certificates that are right, one for each kind of key; empty where any will do that names the host.</param>
/// <param name="isConcluded">Whether that is only concluded from the configuration: then what blue shows as well is right.</param>
internal sealed class CertificateTest(string sni, IReadOnlyList<string> fingerprints, bool isConcluded) : IStagingTest
{
    public string Name => $"certificate for {sni}";

    public async Task<StagingOutcome> RunAsync(StagingTarget target, CancellationToken cancellationToken)
    {
        (StagingSession session, IDisposable? own) = StagingSession.Of(target);
        using (own) return await RunAsync(session, target, cancellationToken).ConfigureAwait(false);
    }

    private async Task<StagingOutcome> RunAsync(StagingSession session, StagingTarget target, CancellationToken cancellationToken)
    {
        List<StagingFinding> findings = [];
        List<string> untold = [], seen = [], explained = [];
        foreach (ClusterNode node in target.Green)
        {
            if (NodeCaller.Unaddressed(node, tls: true) is { } unknown)
            {
                untold.Add(unknown);
                continue;
            }
            ServedCertificate green = await LookAsync(node, session, cancellationToken).ConfigureAwait(false);
            if (IsRight(green))
            {
                seen.Add($"{node.Name} {green}");
                continue;
            }
            ServedCertificate? blue = await BlueAsync(session, target, cancellationToken).ConfigureAwait(false);
            if (blue is null && green.Trouble is { } why) untold.Add($"{node.Name}: {why}");
            else if (blue is { Trouble: not null } && green.Trouble is not null) untold.Add($"neither {node.Name} nor blue shows {sni} a certificate: {green}");
            else if (blue is { } shown && Same(shown, green)) (isConcluded ? explained : untold).Add($"blue shows {sni} the same certificate as {node.Name}: {green}");
            else findings.Add(Finding(node, green, blue));
        }
        return new(findings.Count > 0 ? StagingVerdict.Failed : untold.Count > 0 || target.Green.Count == 0 ? StagingVerdict.CouldNotTell : StagingVerdict.Passed,
            string.Join("; ", findings.Count > 0 ? findings.Select(f => $"{f.Node}: {f.What}: {f.Green}") : untold.Count > 0 ? untold : [.. seen, .. explained]))
        { Findings = findings, Explained = explained };
    }

    private bool IsRight(ServedCertificate certificate) => certificate.Trouble is null && (fingerprints.Count == 0 ? certificate.Names(sni) : fingerprints.Contains(certificate.Fingerprint));

    private static bool Same(ServedCertificate one, ServedCertificate other) => one.Trouble is null && other.Trouble is null && one.Fingerprint == other.Fingerprint;

    private async Task<ServedCertificate?> BlueAsync(StagingSession session, StagingTarget target, CancellationToken cancellationToken) =>
        target.Blue.FirstOrDefault(n => n.ProxyTls is not null) is { } node ? await LookAsync(node, session, cancellationToken).ConfigureAwait(false) : null;

    private async Task<ServedCertificate> LookAsync(ClusterNode node, StagingSession session, CancellationToken cancellationToken) =>
        await Handshake.LookAsync(node.ProxyTls!, sni, session, cancellationToken).ConfigureAwait(false);

    private StagingFinding Finding(ClusterNode node, ServedCertificate green, ServedCertificate? blue) => new()
    {
        What = green.Trouble is null ? "the certificate shown is not the one of the name asked for" : "no certificate is shown",
        Area = "certificate",
        Subject = $"SNI {sni}",
        Node = node.Name,
        Request = $"TLS handshake for {sni}",
        Green = green.ToString(),
        Blue = blue?.ToString(),
    };
}
