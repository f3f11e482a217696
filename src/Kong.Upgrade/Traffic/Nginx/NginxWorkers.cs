using System.Globalization;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>One worker process. A number alone may be given to another process later.</summary>
internal readonly record struct NginxWorker(int Id, long StartedAt);

/// <summary>nginx's worker processes as <c>/proc</c> shows them: after a reload old ones go on with requests that they had begun (kong-facts 12.6 no. 3).</summary>
internal static class NginxWorkers
{
    private const string Title = "nginx: worker process", Ending = "is shutting down";

    /// <summary>Whether this host shows its processes at all.</summary>
    public static bool AreVisible => OperatingSystem.IsLinux();

    /// <summary>Every worker on this host that takes new requests, of whatever nginx.</summary>
    public static HashSet<NginxWorker> Accepting() => [.. All().Where(w => !w.IsEnding).Select(w => w.Worker)];

    /// <summary>Workers of the same nginx as the given one: those of before that still take new requests, and all of before that are still there; <see langword="null"/> when the given one cannot be seen.</summary>
    public static (IReadOnlyList<int> Accepting, IReadOnlyList<int> Lingering)? Left(int ofTheSame, IReadOnlySet<NginxWorker> before)
    {
        (NginxWorker Worker, int Master, bool IsEnding)[] all = [.. All()];
        if (all.FirstOrDefault(w => w.Worker.Id == ofTheSame) is not { Master: > 0 and int master }) return null;
        (NginxWorker Worker, int Master, bool IsEnding)[] old = [.. all.Where(w => w.Master == master && w.Worker.Id != ofTheSame && (w.IsEnding || before.Contains(w.Worker)))];
        return ([.. old.Where(w => !w.IsEnding).Select(w => w.Worker.Id)], [.. old.Select(w => w.Worker.Id)]);
    }

    private static IEnumerable<(NginxWorker Worker, int Master, bool IsEnding)> All()
    {
        if (!AreVisible) yield break;
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && Look(id) is { } found) yield return found;
    }

    private static (NginxWorker Worker, int Master, bool IsEnding)? Look(int id)
    {
        try
        {
            string title = File.ReadAllText($"/proc/{id}/cmdline");
            if (!title.StartsWith(Title, StringComparison.Ordinal)) return null;
            string stat = File.ReadAllText($"/proc/{id}/stat");
            // The name in parentheses may hold anything; after it come state, parent …, and as the 20th the start in ticks.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            if (fields[0] is "Z" or "X") return null;
            return (new(id, long.Parse(fields[19], CultureInfo.InvariantCulture)), int.Parse(fields[1], CultureInfo.InvariantCulture), title.Contains(Ending, StringComparison.Ordinal));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
