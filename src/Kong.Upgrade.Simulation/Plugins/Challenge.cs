namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>Answers 401, with `WWW-Authenticate` where the version sends one.</summary>
internal static class Challenge
{
    public static Answer Unauthorized(string? challenge, string message = "Unauthorized") =>
        new(401, message) { Headers = challenge is null ? [] : [new("WWW-Authenticate", challenge)] };
}
