using System.Net.Security;
using Kong.Upgrade.Simulation.Configuration;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Kong.Upgrade.Simulation.Hosting;

/// <summary>TLS on a listener, HTTP/2 by ALPN, and a certificate chosen for each server name.</summary>
internal sealed class TlsListening(Func<NodeConfiguration?> configuration, SimulatedFaults faults)
{
    public void Apply(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = hello => ValueTask.FromResult(Choose(hello.ClientHelloInfo.ServerName)) });
    }

    private SslServerAuthenticationOptions Choose(string serverName) => new()
    {
        ServerCertificateContext = faults.HasWrongCertificate(serverName)
            ? OwnCertificate.Other
            : configuration()?.Certificates.Find(serverName) ?? OwnCertificate.Default,
    };
}
