using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Kong.Upgrade.Staging.Calling;

namespace Kong.Upgrade.Staging.Tls;

/// <summary>Shakes hands with a node and looks at the certificate; sends nothing.</summary>
internal static class Handshake
{
    public static async Task<ServedCertificate> LookAsync(Uri address, string? sni, StagingSession session, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(session.Options.AnswerWithin, session.Time);
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            Stream plain = await Connections.OpenAsync(address, waiting.Token).ConfigureAwait(false);
            SslStream secure = await Connections.SecureAsync(plain, sni, isHttp2: false, waiting.Token).ConfigureAwait(false);
            await using ConfiguredAsyncDisposable closing = secure.ConfigureAwait(false);
            return secure.RemoteCertificate is X509Certificate2 certificate ? ServedCertificate.Of(certificate) : new() { Trouble = "it showed none" };
        }
        catch (Exception failure) when (failure is SocketException or IOException or AuthenticationException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new() { Trouble = failure is OperationCanceledException ? $"no handshake within {session.Options.AnswerWithin.TotalSeconds:0.##} s" : failure.GetBaseException().Message };
        }
    }
}
