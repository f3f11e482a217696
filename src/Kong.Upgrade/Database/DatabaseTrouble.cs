using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace Kong.Upgrade.Database;

/// <summary>Says what happened in a database, what was tried and what to do next.</summary>
internal static class DatabaseTrouble
{
    private const string NoLogin = "not permitted to log in";

    /// <summary>Whether a failure is the database's, and not the caller's having stopped waiting.</summary>
    public static bool Is(Exception failure, CancellationToken cancellationToken) =>
        failure is NpgsqlException or SocketException or TimeoutException or AuthenticationException && !cancellationToken.IsCancellationRequested;

    /// <summary>Whether the role may not do what was asked.</summary>
    public static bool IsPermissionDenied(UpgradeServiceException failure) => failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege };

    /// <summary>Whether the role may not log in, as blue's may not once it is fenced.</summary>
    public static bool IsFenced(UpgradeServiceException failure) =>
        failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.InvalidAuthorizationSpecification } refusal && refusal.MessageText.Contains(NoLogin, StringComparison.Ordinal);

    public static UpgradeServiceException Of(KongDatabase database, string doing, Exception failure)
    {
        (string what, string next, bool isTransient) = failure is PostgresException refusal ? Of(refusal, database) : OfConnection(failure);
        return new($"{Capital(doing)} failed on {database}: {what}. {next}", failure, isTransient);
    }

    private static (string What, string Next, bool IsTransient) Of(PostgresException refusal, KongDatabase database)
    {
        string said = $"{refusal.MessageText} (SQLSTATE {refusal.SqlState})";
        return refusal.SqlState switch
        {
            PostgresErrorCodes.InvalidAuthorizationSpecification when refusal.MessageText.Contains("no encryption", StringComparison.Ordinal) || refusal.MessageText.Contains("SSL off", StringComparison.Ordinal) =>
                (said, $"The server takes nobody without TLS: set pg_ssl = on, or change pg_hba.conf on {database.Host}.", false),
            PostgresErrorCodes.InvalidAuthorizationSpecification when refusal.MessageText.Contains(NoLogin, StringComparison.Ordinal) =>
                (said, $"Somebody fenced {database.Username} (ALTER ROLE … NOLOGIN), as is done with blue after finish. Find out who and why before lifting it.", false),
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                (said, $"Check the password of {database.Username}, that the role may log in, and pg_hba.conf on {database.Host}.", false),
            PostgresErrorCodes.InvalidCatalogName => (said, "Check pg_database: the name must be the one that blue uses.", false),
            PostgresErrorCodes.InsufficientPrivilege => (said, $"Grant {database.Username} what is missing, or use the role that owns Kong's tables.", false),
            PostgresErrorCodes.TooManyConnections => (said, "Close idle sessions or raise max_connections, then try again.", true),
            PostgresErrorCodes.DiskFull => (said, "Free space on the database server, then try again; nothing that failed was kept.", false),
            PostgresErrorCodes.ConfigurationLimitExceeded => (said, $"Raise the limit that is named for {database.Username}, then try again.", false),
            PostgresErrorCodes.OutOfMemory => (said, "Free memory on the database server, then try again.", true),
            PostgresErrorCodes.LockNotAvailable => (said, "Somebody else holds a lock on the table; see pg_locks for who, then try again.", true),
            PostgresErrorCodes.QueryCanceled => (said, "Look at statement_timeout of the role and at what the server was waiting for, then try again.", true),
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
                (said, "The server stops or starts; try again when it answers.", true),
            PostgresErrorCodes.ReadOnlySqlTransaction => (said, "This is a replica or a read-only database; name the primary in pg_host.", false),
            PostgresErrorCodes.ProtocolViolation =>
                (said, "That is what a pooler such as pgbouncer says: connect directly to PostgreSQL, or through a pool in session mode that lets search_path pass.", false),
            PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => (said, "Try again.", true),
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName => (said, $"Check pg_schema: schema {database.Schema} must be the one that blue uses.", false),
            _ => (said + (refusal.Detail is { Length: > 0 } detail ? $"; {detail}" : ""), "See the server's log for the whole of it.", refusal.IsTransient),
        };
    }

    private static (string What, string Next, bool IsTransient) OfConnection(Exception failure)
    {
        Exception cause = failure.GetBaseException();
        return cause switch
        {
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => ("nobody listens there", "Start the server, or check pg_host and pg_port.", true),
            SocketException { SocketErrorCode: SocketError.HostNotFound } socket => ($"the host is not known ({socket.Message})", "Check pg_host.", false),
            SocketException { SocketErrorCode: SocketError.TryAgain } socket => ($"the host's name could not be looked up ({socket.Message})", "Check pg_host and this machine's name server, then try again.", true),
            AuthenticationException tls => ($"TLS failed: {tls.Message}", "Check the server's certificate, its authority and the host name it is made for; or pg_ssl and pg_ssl_verify.", false),
            TimeoutException => ("no answer in time", "See what the server is waiting for (pg_stat_activity, pg_locks), then try again.", true),
            _ when failure.Message.Contains("SSL", StringComparison.OrdinalIgnoreCase) =>
                (failure.Message, "The server and this side disagree about TLS: check pg_ssl and the server's ssl setting.", false),
            _ => ($"the connection broke ({cause.Message})", "The server may have been restarted; try again when it answers.", true),
        };
    }

    private static string Capital(string doing) => doing.Length == 0 ? doing : char.ToUpperInvariant(doing[0]) + doing[1..];
}
