namespace Kong.Upgrade.Backup;

/// <summary>A file or a directory with all that is in it, to be saved beside the data: certificates, keys, templates, plugins. Immutable.</summary>
public sealed class SavedPath
{
    /// <summary>Names it.</summary>
    /// <param name="path">A file or directory. Links are followed; sockets and other special files are saved as empty files.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    public SavedPath(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
    }

    /// <summary>The whole path.</summary>
    public string Path { get; }

    /// <summary>Whether a backup may do without it. The default value is <see langword="false"/>: when it is missing, nothing is dumped and the backup fails.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The path.</summary>
    /// <returns><see cref="Path"/>.</returns>
    public override string ToString() => Path;
}
