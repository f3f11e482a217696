namespace LocalUpgrade.Commands;

/// <summary>Who sits here, for answers that have a name to them.</summary>
internal static class Who
{
    public static string AmI => $"{Environment.UserName}@{Environment.MachineName}{(Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } person && person != Environment.UserName ? $" (sudo by {person})" : "")}";
}
