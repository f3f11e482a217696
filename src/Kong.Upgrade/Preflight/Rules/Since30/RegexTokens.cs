namespace Kong.Upgrade.Preflight.Rules.Since30;

/// <summary>Looks through a PCRE regex for what the regex library of the new router does not have. It only knows what was seen to break (kong-facts 13 no. 1).</summary>
internal static class RegexTokens
{
    public static RegexTrouble? FirstTrouble(ReadOnlySpan<char> regex)
    {
        bool inClass = false;
        for (int at = 0; at < regex.Length; at++)
        {
            ReadOnlySpan<char> rest = regex[at..];
            if ((rest[0] == '\\' ? Escape(rest) : inClass ? InClass(rest) : Outside(rest)) is { } trouble) return trouble;
            if (rest[0] == '\\') at++;
            else if (rest[0] == '[' && !inClass) inClass = true;
            else if (rest[0] == ']') inClass = false;
        }

        return null;
    }

    private static RegexTrouble? Escape(ReadOnlySpan<char> rest) => rest.Length < 2 ? null : rest[1] switch
    {
        >= '1' and <= '9' => Refused("back-reference"),
        '/' or 'h' or 'Z' or 'Q' => Refused($"escape \\{rest[1]}"),
        _ => null,
    };

    private static RegexTrouble? InClass(ReadOnlySpan<char> rest) => rest.StartsWith("&&") ? new("&& in a class", IsRefused: false) : null;

    private static RegexTrouble? Outside(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("(?=") || rest.StartsWith("(?!") || rest.StartsWith("(?<=") || rest.StartsWith("(?<!")) return Refused("look-around");
        if (rest.StartsWith("(?>")) return Refused("atomic group");
        return rest.StartsWith("{,") && rest.Length > 2 && char.IsAsciiDigit(rest[2]) ? Refused("repetition without a lower bound") : null;
    }

    private static RegexTrouble Refused(string what) => new(what, IsRefused: true);
}
