using System.Text.RegularExpressions;

namespace Kong.Upgrade.Simulation.Configuration;

/// <summary>
/// People cut private keys out of an export before they hand it on, and what they leave in the place often stands at the line's
/// start, where YAML does not allow it inside a block of text. Such lines are moved in, so that the file can be read all the same.
/// </summary>
internal static partial class CutKeys
{
    public static string Mend(string yaml) => Cut().Replace(yaml, "${indent}${begin}\n${indent}${left}\n${indent}-----END");

    [GeneratedRegex(@"(?<indent>^[ ]+)(?<begin>-----BEGIN [A-Z ]+-----)\n(?<left>\S[^\n]*)\n-----END", RegexOptions.Multiline)]
    private static partial Regex Cut();
}
