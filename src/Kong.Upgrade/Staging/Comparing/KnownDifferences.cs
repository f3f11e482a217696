namespace Kong.Upgrade.Staging.Comparing;

/// <summary>What Kong's own versions answer differently, so that nobody is told it as a finding.</summary>
internal static class KnownDifferences
{
    private static readonly KnownDifference[] all =
    [
        new(Version("3.5.0"), p => Is(p, "header X-Kong-Request-Id"), OnlyGreen, "answers carry X-Kong-Request-Id since 3.5"),
        new(Version("3.5.0"), p => EndsWith(p, "X-Kong-Request-Id"), OnlyGreen, "requests to services carry X-Kong-Request-Id since 3.5"),
        new(Version("3.5.0"), p => Is(p, "body at $.request_id"), OnlyGreen, "bodies of Kong's own errors name a request_id since 3.5"),
        new(Version("3.8.0"), p => EndsWith(p, "Via"), (_, green) => green.Contains("kong/", StringComparison.Ordinal), "requests to services carry Via: 1.1 kong/VERSION since 3.8", "380-02"),
        new(Version("3.6.0"), p => Is(p, "header WWW-Authenticate"), (_, _) => true, "answers of 401 name their scheme otherwise in WWW-Authenticate", "360-20"),
        // key-auth has had one since 3.7; hmac-auth, jwt and oauth2 since 3.8.
        new(Version("3.7.0"), p => Is(p, "header WWW-Authenticate"), (_, green) => green != AnswerParts.Absent, "answers of 401 of key-auth name their scheme in WWW-Authenticate since 3.7", "360-20"),
        new(Version("3.8.0"), p => Is(p, "header WWW-Authenticate"), (_, green) => green != AnswerParts.Absent, "answers of 401 of hmac-auth, jwt and oauth2 name their scheme in WWW-Authenticate since 3.8", "360-20"),
        new(Version("3.0.0"), p => EndsWith(p, "X-Credential-Username"), (_, green) => green == AnswerParts.Absent, "services are no longer told X-Credential-Username since 3.0", "300-51"),
        // Recorded: 3.4.2 told a wrong key apart, 3.9.0 no longer does. Kong's sources: 3.5.0 does, 3.6.0 does not (key-auth/handler.lua, basic-auth/access.lua).
        new(Version("3.6.0"), p => Is(p, "body at $.message"), (blue, green) => green is "\"Unauthorized\"" && blue is "\"Invalid authentication credentials\"", "a wrong key or password is answered with \"Unauthorized\" since 3.6"),
        // Kong's sources: 3.3.0 does not, 3.4.0 does (ip-restriction/handler.lua).
        new(Version("3.4.0"), p => Is(p, "body at $.message"), (blue, green) => blue is "\"Your IP address is not allowed\"" && green.StartsWith("\"IP address not allowed: ", StringComparison.Ordinal), "ip-restriction names the address that it refuses since 3.4"),
        // Recorded: a service that could not be reached.
        new(Version("3.5.0"), p => Is(p, "header Server"), (blue, green) => blue == AnswerParts.Absent && green == "present", "Kong names itself in Server where no service answered (recorded, 3.9.0)"),
    ];

    private static readonly string[] forwarded = ["X-Real-IP", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port"];

    private static readonly KnownDifference whoAsked = new(Version("2.8.0"), _ => true, (_, _) => true, "what services are told of who asked, and where, differs from node to node");

    /// <summary>What explains a difference, or <see langword="null"/>.</summary>
    /// <param name="part">The part of an answer.</param>
    /// <param name="blue">What blue said.</param>
    /// <param name="green">What green said.</param>
    /// <param name="from">Blue's version.</param>
    /// <param name="to">Green's version.</param>
    /// <param name="isOneHost">Whether both nodes are asked at one host: the tester then comes to both from one address, and what services are told of it must be the same.</param>
    public static KnownDifference? Of(string part, string blue, string green, KongVersion from, KongVersion to, bool isOneHost) =>
        !isOneHost && IsWhoAsked(part) && blue != AnswerParts.Absent && green != AnswerParts.Absent ? whoAsked : all.FirstOrDefault(known => known.Explains(part, blue, green, from, to));

    // Green and blue may stand on different hosts, and the tester then comes to them from different addresses.
    private static bool IsWhoAsked(string part) => forwarded.Any(name => EndsWith(part, name));

    private static bool OnlyGreen(string blue, string green) => blue == AnswerParts.Absent && green != AnswerParts.Absent;

    private static bool Is(string part, string name) => part.Equals(name, StringComparison.OrdinalIgnoreCase);

    // A service that echoes its request: the header is a member somewhere in the body.
    private static bool EndsWith(string part, string name) =>
        part.StartsWith(AnswerParts.BodyPrefix, StringComparison.Ordinal) && (part.EndsWith("." + name, StringComparison.OrdinalIgnoreCase) || part.EndsWith($"['{name}']", StringComparison.OrdinalIgnoreCase));

    private static KongVersion Version(string text) => KongVersion.Parse(text);
}
