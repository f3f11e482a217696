using System.Text;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Takes what proves who somebody is out of a request. For one thread.</summary>
internal sealed class Credentials(IEnumerable<string> more)
{
    // In names without their joints.
    private static readonly string[] parts = ["authorization", "cookie", "token", "secret", "password", "passwd", "session", "jwt", "signature", "credential", "assertion", "clientcert", "userinfo"];
    private static readonly string[] words = ["auth", "pwd", "sig", "sid", "key"];

    private static readonly string[] notMeant = ["idempotencykey", "pagetoken", "nextpagetoken", "nexttoken", "continuationtoken"];

    private readonly HashSet<string> named = new(more, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, bool> known = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>Whether there were any.</returns>
    public bool RemoveFrom(Draft draft)
    {
        bool isFound = draft.Headers.RemoveAll(h => IsOne(h.Name)) > 0;
        string path = WithoutArguments(draft.Path);
        if (path == draft.Path) return isFound;
        draft.Path = path;
        return true;
    }

    public bool IsOne(ReadOnlySpan<char> name)
    {
        if (known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out bool isOne)) return isOne;
        string text = name.ToString();
        isOne = named.Contains(text) || Looks(text);
        // Whoever invents names does not fill the memory.
        if (known.Count < 1000 && text.Length < 100) known.Add(text, isOne);
        return isOne;
    }

    private static bool Looks(string name)
    {
        string[] pieces = name.ToLowerInvariant().Split('-', '_', '.');
        string whole = string.Concat(pieces);
        if (notMeant.Contains(whole)) return false;
        return parts.Any(p => whole.Contains(p, StringComparison.Ordinal)) || pieces.Any(p => words.Contains(p)) || whole.EndsWith("apikey", StringComparison.Ordinal);
    }

    private string WithoutArguments(string path)
    {
        int query = path.IndexOf('?', StringComparison.Ordinal);
        if (query < 0 || !HasCredential(path.AsSpan(query + 1))) return path;
        StringBuilder rest = new(path, 0, query, path.Length);
        char joint = '?';
        foreach (string argument in path[(query + 1)..].Split('&').Where(a => !IsCredential(a)))
        {
            rest.Append(joint).Append(argument);
            joint = '&';
        }
        return rest.ToString();
    }

    private bool HasCredential(ReadOnlySpan<char> query)
    {
        foreach (Range argument in query.Split('&'))
            if (IsCredential(query[argument])) return true;
        return false;
    }

    private bool IsCredential(ReadOnlySpan<char> argument)
    {
        int end = argument.IndexOf('=');
        if (end <= 0) return false;
        ReadOnlySpan<char> name = argument[..end];
        return name.Contains('%') ? IsOne(Uri.UnescapeDataString(name)) : IsOne(name);
    }
}
