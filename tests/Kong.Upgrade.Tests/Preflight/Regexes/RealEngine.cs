using System.Diagnostics;
using System.Text;

namespace Kong.Upgrade.Tests;

/// <summary>Asks programs that are made of the real engines. Each is started once a pattern, or once for all.</summary>
internal static class RealEngine
{
    private const string RipGrep = "/usr/bin/rg", Pcre2 = "/usr/bin/pcre2test", PcreGrep = "/usr/bin/pcregrep";

    public static void SkipWithoutRust() => SkipWithout(RipGrep, "ripgrep");

    public static void SkipWithoutPcre2() => SkipWithout(Pcre2, "pcre2-utils");

    public static void SkipWithoutPcre() => SkipWithout(PcreGrep, "pcregrep");

    /// <summary>What Rust's crate matches: null where it refuses the pattern. Each subject is a file, so that its ends are the text's ends.</summary>
    public static IEnumerable<bool[]?> Rust(IReadOnlyList<string> patterns, IReadOnlyList<string> subjects)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("kong-regex-");
        try
        {
            for (int i = 0; i < subjects.Count; i++) File.WriteAllText(Path.Combine(folder.FullName, $"{i}"), subjects[i]);
            foreach (string pattern in patterns) yield return RipGrepped(pattern, folder.FullName, subjects.Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool[]? RipGrepped(string pattern, string folder, int count)
    {
        // Lines mean nothing to Kong: ripgrep is told so, and keeps to the crate's own limit of size. It does not see an empty match at a file's end, so all before is matched too.
        string[] Arguments(string regex) => ["--no-config", "--multiline", "--regex-size-limit=10M", "--threads=1", "--text", "--files-with-matches", "-e", regex, folder];
        (int status, string said) = Run(RipGrep, "", Arguments("(?-m)" + pattern));
        if (status == 2) return null;
        (int again, string more) = Run(RipGrep, "", Arguments($@"(?s:\A.*?)(?-m:{pattern})"));
        HashSet<string> matched = [.. (again == 2 ? said : more).Split('\n')];
        return [.. Enumerable.Range(0, count).Select(i => matched.Contains(Path.Combine(folder, $"{i}")))];
    }

    /// <summary>What PCRE2 matches from the start on: null where it refuses the pattern.</summary>
    public static IReadOnlyList<bool[]?> InPcre2(IReadOnlyList<string> patterns, IReadOnlyList<string> subjects)
    {
        string lines = string.Concat(subjects.Select(s => string.Concat(Encoding.UTF8.GetBytes(s).Select(b => $@"\x{b:x2}")) + "\n"));
        string script = string.Concat(patterns.Select(p => $"/{Convert.ToHexString(Encoding.UTF8.GetBytes(p))}/hex,anchored\n{lines}\n"));
        (_, string said) = Run(Pcre2, script, "-q");
        return [.. said.Split("/hex,anchored\n").Skip(1).Select(block => block.StartsWith("Failed", StringComparison.Ordinal) ? null : Outcomes(block))];
    }

    /// <summary>What PCRE 8 matches from the start on: null where it refuses the pattern.</summary>
    public static IEnumerable<bool[]?> InPcre(IReadOnlyList<string> patterns, IReadOnlyList<string> subjects)
    {
        foreach (string pattern in patterns)
        {
            (int status, string said) = Run(PcreGrep, string.Concat(subjects.Select(s => s + "\n")), "-n", "-e", $@"\A(?:{pattern})");
            yield return status == 2 ? null : [.. subjects.Select((_, i) => said.Split('\n').Any(l => l.StartsWith($"{i + 1}:", StringComparison.Ordinal)))];
        }
    }

    private static bool[] Outcomes(string block) =>
        [.. block.Split('\n').Where(l => l.StartsWith(" 0:", StringComparison.Ordinal) || l.StartsWith("No match", StringComparison.Ordinal) || l.StartsWith("Failed", StringComparison.Ordinal)).Select(l => l[0] == ' ')];

    private static void SkipWithout(string program, string package) => Assert.SkipWhen(!File.Exists(program), $"{package} is not installed (no {program})");

    private static (int Status, string Said) Run(string program, string input, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.Latin1 };
        start.Environment["LC_ALL"] = "C";
        using Process process = Process.Start(start)!;
        Task<string> said = process.StandardOutput.ReadToEndAsync(), complaint = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It refused the pattern before it read anything.
        }
        process.WaitForExit();
        complaint.GetAwaiter().GetResult();
        return (process.ExitCode, said.GetAwaiter().GetResult());
    }
}
