using System.Globalization;

namespace Kong.Upgrade.Versions;

/// <summary>Reads versions and says what is wrong with the ones it cannot read.</summary>
internal static class KongVersionParser
{
    private const string EnterpriseSuffix = "-enterprise-edition";
    private const string WhatIsAccepted = "Write three numbers for Kong OSS (3.9.1), or four for Kong Enterprise (3.4.3.1 or 3.4.3.1-enterprise-edition).";

    public static KongVersion? Read(string? text, out string? problem)
    {
        string numbers = text ?? string.Empty;
        string suffix = numbers.IndexOf('-', StringComparison.Ordinal) is var dash and >= 0 ? numbers[dash..] : string.Empty;
        int[]? parts = Split(numbers[..^suffix.Length]);
        problem = Problem(text, parts, suffix);
        return problem is null ? new KongVersion(parts![0], parts[1], parts[2], parts.Length == 4 ? parts[3] : null) : null;
    }

    private static string? Problem(string? text, int[]? parts, string suffix) => (parts, suffix) switch
    {
        (null, _) => $"'{text}' is not a version of Kong. {WhatIsAccepted}",
        ({ Length: 3 }, "") or ({ Length: 4 }, "" or EnterpriseSuffix) => null,
        ({ Length: 3 }, EnterpriseSuffix) => $"'{text}' says Enterprise but has three numbers. {WhatIsAccepted}",
        (_, "" or EnterpriseSuffix) => $"'{text}' has {parts.Length} {(parts.Length == 1 ? "number" : "numbers")}. {WhatIsAccepted}",
        _ => $"'{text}' has the unknown suffix '{suffix}'; pre-releases and builds of one's own are not known here. {WhatIsAccepted}",
    };

    private static int[]? Split(string numbers)
    {
        string[] parts = numbers.Split('.');
        int[] values = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            if (parts[i] is ['0', _, ..] || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out values[i])) return null;
        return values;
    }
}
