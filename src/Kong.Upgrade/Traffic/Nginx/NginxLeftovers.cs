namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>Files that crashes and earlier options left beside the include file.</summary>
internal static class NginxLeftovers
{
    private static readonly TimeSpan surelyLeft = TimeSpan.FromMinutes(10);

    /// <summary>Removes them, once no worker reads them any more.</summary>
    public static void Remove(NginxOptions options, NginxInclude include, TimeProvider time)
    {
        string name = Path.GetFileName(options.IncludeFile);
        foreach (string pattern in (string[])[name + ".new-*", name + ".*.new-*", name + ".share-*"])
            foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(options.IncludeFile)!, pattern))
                if (file != include.ShareFile && time.GetUtcNow() - File.GetLastWriteTimeUtc(file) > surelyLeft) File.Delete(file);
    }
}
