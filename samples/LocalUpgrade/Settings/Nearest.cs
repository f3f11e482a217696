namespace LocalUpgrade.Settings;

/// <summary>Finds what somebody probably meant.</summary>
internal static class Nearest
{
    /// <summary>The known word that differs least; <see langword="null"/> when none is near.</summary>
    public static string? Of(string word, IEnumerable<string> known) => known
        .Select(k => (Word: k, Steps: Steps(word.ToUpperInvariant(), k.ToUpperInvariant())))
        .Where(k => k.Steps <= Math.Max(2, Math.Max(word.Length, k.Word.Length) / 3))
        .OrderBy(k => k.Steps).ThenBy(k => k.Word, StringComparer.Ordinal)
        .Select(k => k.Word).FirstOrDefault();

    /// <summary>How many letters must be changed, added, removed or swapped with their neighbour.</summary>
    private static int Steps(string a, string b)
    {
        int[,] steps = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                steps[i, j] = i == 0 || j == 0 ? i + j : Math.Min(Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1, steps[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
            }
        }
        return steps[a.Length, b.Length];
    }
}
