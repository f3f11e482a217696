using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Staging.Tls;

namespace Kong.Upgrade.Staging.Routes;

/// <summary>Tests made of the configuration: requests for each route, a handshake for each SNI.</summary>
internal sealed class ConfigurationTests(IEntitySource? source, DerivedTestOptions options) : IStagingSource
{
    public string Name => $"every route of {source?.Name ?? "the configuration"}{(options.TestsCertificates ? ", every certificate" : "")}{(options.UsesConsumersKeys ? ", with consumers' keys" : "")}";

    public async Task<SourcedTests> PrepareAsync(StagingTarget target, CancellationToken cancellationToken)
    {
        TimeProvider time = target.Session?.Time ?? TimeProvider.System;
        ConfigurationReader read = await ConfigurationReader.ReadAsync(source ?? ConfigurationReader.Default(target, options, time), options.UsesConsumersKeys, cancellationToken).ConfigureAwait(false);
        DerivationOptions derivation = await OptionsAsync(target, time, cancellationToken).ConfigureAwait(false);
        DerivedRequests derived = RouteRequests.Derive(read.Entities, derivation);
        IReadOnlyList<CertificateTest> certificates = options.TestsCertificates ? CertificateTests.Of(read.Entities) : [];
        bool hasTls = derivation.HasTls;
        return new()
        {
            Tests = [.. derived.Requests.Select(DerivedTest.Of), .. hasTls ? certificates : []],
            Untested = [.. read.Hidden, .. derived.Unreached, .. hasTls || certificates.Count == 0 ? Array.Empty<string>() : [$"{certificates.Count} certificates: it is not known where every green node takes TLS ({nameof(ClusterNode)}.{nameof(ClusterNode.ProxyTls)})"]],
            Troubles = [.. read.Troubles.Select(t => $"the configuration could not be read wholly, so tests are missing: {t}")],
        };
    }

    private async Task<DerivationOptions> OptionsAsync(StagingTarget target, TimeProvider time, CancellationToken cancellationToken)
    {
        KongVersion to = target.Green[0].Version;
        return new()
        {
            From = target.From ?? (target.Blue is [var blue, ..] ? blue.Version : to),
            To = to,
            BlueFlavor = await FlavorAsync(target.Blue, time, cancellationToken).ConfigureAwait(false),
            GreenFlavor = await FlavorAsync(target.Green, time, cancellationToken).ConfigureAwait(false),
            HasTls = target.Green.All(n => n.ProxyTls is not null),
            Consent = target.Session?.Options.Consent ?? StagingEffects.None,
            UsesCredentials = options.UsesConsumersKeys,
            MostRequests = options.MostPerRoute,
        };
    }

    // A node that does not say it has its version's default: what comes of a wrong guess is a request that blue answers otherwise, too.
    private async Task<RouterFlavor?> FlavorAsync(IReadOnlyList<ClusterNode> nodes, TimeProvider time, CancellationToken cancellationToken)
    {
        if (nodes.FirstOrDefault(n => n.Admin is not null)?.Admin is not { } address) return null;
        AdminApiOptions asked = options.AdminApi?.Invoke(address) ?? new() { Address = address };
        using AdminClient client = new(asked, time);
        AdminAnswer answer = await client.GetAsync("", cancellationToken).ConfigureAwait(false);
        return answer.Json is { } root ? RouterFlavors.Of(NodeIdentity.Setting(root, "router_flavor")) : null;
    }
}
