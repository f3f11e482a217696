using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Kong.Upgrade.Backup;

/// <summary><c>manifest.json</c>: the list of what a backup holds, and the proof that it still holds it.</summary>
internal static class ManifestFile
{
    public const string FileName = "manifest.json";

    /// <summary>What <c>sha256sum -c</c> reads.</summary>
    public const string SumsName = "SHA256SUMS";

    /// <summary>Lists and hashes everything in a directory; leaves a list there that a person can check without this library.</summary>
    public static async Task<IReadOnlyList<FileRecord>> ListAsync(string directory, IReadOnlyDictionary<string, (string Source, string? Mode)> sources, CancellationToken cancellationToken)
    {
        List<FileRecord> files = await HashAsync(directory, sources, cancellationToken).ConfigureAwait(false);
        string sums = Path.Combine(directory, SumsName);
        await PrivateFile.WriteAsync(sums, string.Concat(files.Select(f => $"{f.Sha256}  {f.Path}\n")), cancellationToken).ConfigureAwait(false);
        files.Add(new(SumsName, new FileInfo(sums).Length, await PrivateFile.HashAsync(sums, cancellationToken).ConfigureAwait(false)));
        return files;
    }

    private static async Task<List<FileRecord>> HashAsync(string directory, IReadOnlyDictionary<string, (string Source, string? Mode)> sources, CancellationToken cancellationToken)
    {
        List<FileRecord> files = [];
        foreach (string path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(directory, path);
            (string? source, string? mode) = sources.TryGetValue(name, out (string Source, string? Mode) from) ? from : default;
            files.Add(new(name, new FileInfo(path).Length, await PrivateFile.HashAsync(path, cancellationToken).ConfigureAwait(false), source, mode));
        }
        return files;
    }

    /// <summary>Writes the list.</summary>
    /// <returns>Its own hash.</returns>
    public static async Task<string> WriteAsync(string directory, ManifestContent content, CancellationToken cancellationToken)
    {
        string json = JsonSerializer.Serialize(content, ManifestJson.Default.ManifestContent);
        await PrivateFile.WriteAsync(Path.Combine(directory, FileName), json, cancellationToken).ConfigureAwait(false);
        return Hash(json);
    }

    /// <summary>Reads the list without looking at the files.</summary>
    /// <exception cref="UpgradeServiceException">There is none, or it is not one that this version understands.</exception>
    public static async Task<(ManifestContent Content, string Sha256)> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        string path = Path.Combine(directory, FileName);
        try
        {
            string json = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
            ManifestContent content = JsonSerializer.Deserialize(json, ManifestJson.Default.ManifestContent) ?? throw new JsonException("it is empty");
            if (content.Format != ManifestContent.CurrentFormat)
                throw new UpgradeServiceException($"{path} has format {content.Format}; this version knows {ManifestContent.CurrentFormat}. Use the version that wrote it, or restore by hand as RESTORE.txt says.");
            return (content, Hash(json));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UpgradeServiceException($"{path} cannot be read as a backup's list of contents: {failure.Message}. Use another backup.", failure);
        }
    }

    /// <summary>Reads every file again and compares it with the list.</summary>
    /// <param name="directory">The backup.</param>
    /// <param name="sha256">What the list's own hash must be; <see langword="null"/> when that is not known.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="UpgradeServiceException">Something is missing, was added or was changed.</exception>
    public static async Task<(ManifestContent Content, string Sha256)> VerifyAsync(string directory, string? sha256, CancellationToken cancellationToken)
    {
        (ManifestContent content, string own) = await ReadAsync(directory, cancellationToken).ConfigureAwait(false);
        List<string> problems = sha256 is null || sha256 == own ? [] : [$"{FileName} is not the one that was written with the backup"];
        foreach (FileRecord file in content.Files)
        {
            if (await ProblemOfAsync(directory, file, cancellationToken).ConfigureAwait(false) is { } problem) problems.Add(problem);
        }
        HashSet<string> listed = [FileName, .. content.Files.Select(f => f.Path)];
        problems.AddRange(Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(directory, f)).Where(f => !listed.Contains(f)).Select(f => $"{f} was added"));
        return problems.Count == 0 ? (content, own)
            : throw new UpgradeServiceException($"The backup {directory} is not what was saved: {string.Join("; ", problems.Take(10))}{(problems.Count > 10 ? $"; and {problems.Count - 10} more" : "")}. Use another backup or a copy of this one.");
    }

    private static async Task<string?> ProblemOfAsync(string directory, FileRecord file, CancellationToken cancellationToken)
    {
        string path = Path.Combine(directory, file.Path);
        if (!File.Exists(path)) return $"{file.Path} is missing";
        long size = new FileInfo(path).Length;
        if (size != file.Size) return $"{file.Path} has {size} bytes instead of {file.Size}";
        return await PrivateFile.HashAsync(path, cancellationToken).ConfigureAwait(false) == file.Sha256 ? null : $"{file.Path} was changed";
    }

    private static string Hash(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}
