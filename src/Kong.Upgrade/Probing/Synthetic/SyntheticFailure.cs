using System.Net.Sockets;

namespace Kong.Upgrade.Probing.Synthetic;

/// <summary>Whose doing it is that a request has no answer.</summary>
internal static class SyntheticFailure
{
    /// <summary>Whether the node did it: it refused or broke the connection, or its answer cannot be read. Everything else may be this process or its host: names, routes, ports, files, certificates that are not trusted here.</summary>
    public static bool IsOfNode(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
            if (failure is HttpIOException { HttpRequestError: var error } ? IsOfNode(error)
                : failure is HttpRequestException { HttpRequestError: var requestError } ? IsOfNode(requestError)
                : failure is SocketException { SocketErrorCode: var socketError } && IsOfNode(socketError)) return true;
        return false;
    }

    private static bool IsOfNode(HttpRequestError? error) => error is HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError;

    private static bool IsOfNode(SocketError error) => error is SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.TimedOut or SocketError.Shutdown;
}
