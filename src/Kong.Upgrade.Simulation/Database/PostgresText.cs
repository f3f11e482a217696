using System.Net.Sockets;
using Npgsql;

namespace Kong.Upgrade.Simulation.Database;

/// <summary>PostgreSQL's trouble in the words of Kong's driver, as recorded.</summary>
internal static class PostgresText
{
    private const string WrongPassword = "28P01";

    public static string OfConnecting(NpgsqlException error) => error switch
    {
        PostgresException { SqlState: WrongPassword } => "authentication exchange unsuccessful",
        PostgresException refused => Of(refused),
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "connection refused",
        { InnerException: TimeoutException } => "timeout",
        _ => error.Message,
    };

    public static string Of(NpgsqlException error) => error switch
    {
        PostgresException { Position: > 0 } stated => $"{stated.Severity}: {stated.MessageText} ({stated.Position})",
        PostgresException stated => $"{stated.Severity}: {stated.MessageText}",
        { InnerException: TimeoutException } => "receive_message: failed to get type: timeout",
        { InnerException: IOException } => "receive_message: failed to get type: closed",
        _ => OfConnecting(error),
    };
}
