using System.Collections;

namespace Kong.Upgrade.Backup;

/// <summary>What the dump does not hold: kong.conf, the environment, certificates, keys, templates, plugins (kong-facts 8.1).</summary>
internal sealed class HostFiles(PostgresBackupOptions options)
{
    private const string Folder = "files";
    private static readonly string[] usualPlaces = ["/etc/kong/kong.conf", "/etc/kong.conf"];

    private readonly List<string> notes = [];
    private readonly Dictionary<string, (string Source, string? Mode)> saved = [];

    public IReadOnlyList<string> Notes => notes;

    /// <summary>Where each saved file came from, by its path in the backup.</summary>
    public IReadOnlyDictionary<string, (string Source, string? Mode)> Saved => saved;

    /// <summary>Refuses before anything is dumped.</summary>
    public void Check()
    {
        string[] missing = [.. Wanted().Where(p => !p.IsOptional && !Path.Exists(p.Path)).Select(p => p.Path)];
        if (missing.Length > 0)
            throw new UpgradeServiceException($"Not there, so not saved: {string.Join(", ", missing)}. Correct the path in {nameof(PostgresBackupOptions.Files)} (or {nameof(KongCommand.ConfigurationFile)}), or mark it optional. Nothing was dumped.");
    }

    public async Task SaveAsync(string backup, CancellationToken cancellationToken)
    {
        if (options.Blue is { } blue) await PrivateFile.WriteAsync(Path.Combine(backup, "kong.environment"), EnvironmentOf(blue), cancellationToken).ConfigureAwait(false);
        foreach (SavedPath path in Wanted())
        {
            if (Path.Exists(path.Path)) await SaveAsync(backup, path.Path, [], cancellationToken).ConfigureAwait(false);
            else notes.Add($"{path.Path} is not there and was not saved; it is optional.");
        }
    }

    private IEnumerable<SavedPath> Wanted()
    {
        if (options.Blue is { ConfigurationFile: { } named }) yield return new(named);
        else if (options.Blue is not null && usualPlaces.FirstOrDefault(File.Exists) is { } usual) yield return new(usual);
        foreach (SavedPath path in options.Files) yield return path;
    }

    private async Task SaveAsync(string backup, string path, HashSet<string> above, CancellationToken cancellationToken)
    {
        try
        {
            if (!Directory.Exists(path)) await SaveFileAsync(backup, path, cancellationToken).ConfigureAwait(false);
            else if (above.Add(RealPath(path)))
            {
                foreach (string inside in Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal)) await SaveAsync(backup, inside, above, cancellationToken).ConfigureAwait(false);
                above.Remove(RealPath(path));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UpgradeServiceException($"Saving {path} failed: {failure.Message}. Give this user the right to read it, or take it out of {nameof(PostgresBackupOptions.Files)}.", failure);
        }
    }

    private async Task SaveFileAsync(string backup, string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            notes.Add($"{path} is a link to nothing and was not saved.");
            return;
        }
        string name = Path.Combine(Folder, path.TrimStart(Path.DirectorySeparatorChar));
        string to = Path.Combine(backup, name);
        MakeFolders(backup, Path.GetDirectoryName(name)!);
        await PrivateFile.CopyAsync(path, to, cancellationToken).ConfigureAwait(false);
        saved[name] = (path, PrivateFile.Mode(path));
    }

    private static void MakeFolders(string backup, string folder)
    {
        string path = backup;
        foreach (string part in folder.Split(Path.DirectorySeparatorChar)) PrivateFile.CreateDirectory(path = Path.Combine(path, part));
    }

    private static string RealPath(string folder) => new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;

    // In the words of a shell, so that a person can read it back with "set -a; . kong.environment".
    private static string EnvironmentOf(KongCommand blue)
    {
        SortedDictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable.Key is string name && name.StartsWith("KONG_", StringComparison.Ordinal) && !name.StartsWith("KONG_UPGRADE_", StringComparison.Ordinal)) values[name] = variable.Value as string ?? "";
        }
        foreach ((string name, string value) in blue.Environment) values[name] = value;
        return string.Concat(values.Select(v => $"{v.Key}='{v.Value.Replace("'", @"'\''", StringComparison.Ordinal)}'\n"));
    }
}
