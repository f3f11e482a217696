using System.Text;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>A <c>log_format</c> of nginx, taken apart. Immutable.</summary>
internal sealed class NginxLogFormat
{
    private NginxLogFormat(byte[] before, IReadOnlyList<NginxPart> parts, bool isEscaped, bool mayGoOn) => (Before, Parts, IsEscaped, MayGoOn) = (before, parts, isEscaped, mayGoOn);

    /// <summary>nginx's own, with anything behind it: Kong writes its request id there.</summary>
    public static NginxLogFormat Combined { get; } =
        Parse("$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"", isEscaped: true, mayGoOn: true);

    /// <summary>The text before the first variable.</summary>
    public byte[] Before { get; }

    public IReadOnlyList<NginxPart> Parts { get; }

    /// <summary>Whether values are escaped, <c>\x22</c> or <c>\"</c>: all but <c>escape=none</c>.</summary>
    public bool IsEscaped { get; }

    /// <summary>Whether more may stand behind the last part.</summary>
    public bool MayGoOn { get; }

    /// <exception cref="ArgumentException">Requests could not be told from such lines.</exception>
    public static NginxLogFormat Parse(string format)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(format);
        (string text, bool isEscaped) = NginxDirective.Text(format.Trim());
        NginxLogFormat parsed = Parse(text, isEscaped, mayGoOn: false);
        return parsed.FindTrouble() is { } trouble ? throw new ArgumentException($"The log format '{text}' {trouble}", nameof(format)) : parsed;
    }

    private static NginxLogFormat Parse(string text, bool isEscaped, bool mayGoOn)
    {
        int at = NextVariable(text, 0);
        byte[] before = Encoding.UTF8.GetBytes(text[..at]);
        List<NginxPart> parts = [];
        while (at < text.Length)
        {
            bool hasBraces = text[at + 1] == '{';
            int begin = at + (hasBraces ? 2 : 1), end = begin;
            while (end < text.Length && IsNameChar(text[end])) end++;
            int after = hasBraces && end < text.Length && text[end] == '}' ? end + 1 : end;
            at = NextVariable(text, after);
            parts.Add(NginxPart.Of(text[begin..end], Encoding.UTF8.GetBytes(text[after..at])));
        }
        return new(before, parts, isEscaped, mayGoOn);
    }

    private static int NextVariable(string text, int from)
    {
        for (int at = from; at + 1 < text.Length; at++)
            if (text[at] == '$' && (IsNameChar(text[at + 1]) || text[at + 1] == '{')) return at;
        return text.Length;
    }

    private static bool IsNameChar(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private string? FindTrouble()
    {
        if (!Has(NginxField.Request) && !(Has(NginxField.Method) && Has(NginxField.Uri)))
            return "has neither $request nor both $request_method and $request_uri: what was asked for cannot be told from it. Log one of them, or record the traffic otherwise.";
        for (int i = 0; i + 1 < Parts.Count; i++)
            if (Parts[i].After.Length == 0 && Parts[i + 1].Field is not NginxField.Uri)
                return "has two variables side by side, and where one value ends and the next begins cannot be told. Put a space between them.";
        return null;
    }

    private bool Has(NginxField field) => Parts.Any(p => p.Field == field);
}
